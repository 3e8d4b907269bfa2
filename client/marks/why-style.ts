import { theme } from "../widget/theme.ts";

/** A card at the mark, a sheet on phones; its text scrolls if it must. */
export const whyStyle = `${theme}
.card.why{position:fixed;left:var(--x);top:var(--y);inline-size:min(23em,100vw - 16px);max-block-size:calc(100vh - 16px);
display:flex;flex-direction:column;padding:0;font-size:medium}
.card.why:not(.placed){visibility:hidden}
.why header{display:flex;gap:.5em;align-items:center;padding-block-start:.625em;padding-inline:1.25em .5em}
.why h2{flex:1;font-size:1.0625em;outline:none}
.why .close{display:grid;flex:none;place-items:center;inline-size:44px;padding:0;border-radius:50%}
.why .close::before,.why .close::after{content:"";grid-area:1/1;inline-size:16px;border-block-start:2px solid;rotate:45deg}
.why .close::after{rotate:-45deg}
.why .scroll{overflow:auto;display:grid;gap:1em;padding:.25em 1.25em 1em}
.why .block{display:grid;gap:.5em;justify-items:start}
.why .block+.block{border-block-start:1px solid var(--selvedge-line,var(--l));padding-block-start:1em}
.why h3{margin:0;font-size:.9375em;font-weight:600}
.why [dir]{text-align:match-parent}
.why .acts{display:flex;flex-wrap:wrap;gap:8px}
.why .acts:empty,.why .told:empty{display:none}
.card.why .acts button{padding-inline:1em;border-color:var(--selvedge-muted,var(--m));font-weight:600}
.card.why button:hover{background:color-mix(in srgb,currentColor 8%,#0000)}
.why button[aria-disabled=true]{opacity:.6}
.why .told{color:var(--selvedge-text,var(--t))}
.why footer{padding:.25em 1.25em calc(.25em + env(safe-area-inset-bottom));border-block-start:1px solid var(--selvedge-line,var(--l))}
.card.why .onward{padding-inline:0;font-size:.875em;text-decoration:underline 1px;text-underline-offset:.25em}
.card.why .onward:hover{background:none;text-decoration-thickness:2px}
@media(max-width:38em){
.card.why{inset:auto 0 0;inline-size:auto;max-block-size:85vh;max-block-size:85svh;border-width:1px 0 0;
border-end-start-radius:0;border-end-end-radius:0}}
@media(prefers-reduced-motion:no-preference){.why.placed{animation:appear .2s cubic-bezier(.2,.8,.2,1)}
@keyframes appear{from{opacity:0;translate:0 6px}}}
`;
