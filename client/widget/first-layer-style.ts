import { theme } from "./theme.ts";

/**
 * A card in the corner, a sheet on phones. The text scrolls if it must, the buttons always stay in sight.
 * The stitched line is the selvedge of the cloth. The way back would hide below the card: it waits.
 * `section` stands in the selectors so that the theme, which the second layer brings again, stays weaker.
 */
export const firstLayerStyle = `${theme}
section.card{position:fixed;inset-block-end:calc(20px + env(safe-area-inset-bottom));inset-inline-start:20px;
display:flex;flex-direction:column;gap:1.125em;inline-size:min(40em,100vw - 40px);max-block-size:calc(100vh - 40px);
padding:1.5em;padding-inline-start:2em}
section::before{content:"";position:absolute;inset-block:1.25em;inset-inline-start:.75em;
border-inline-start:1.5px dashed var(--selvedge-thread,var(--h))}
.text{overflow:auto;min-block-size:4em;display:grid;gap:.375em;padding:2px;margin:-2px}
.answers{display:grid;grid-template-columns:1fr 1fr auto;gap:10px;flex:none}
section .choose{padding-inline:1em;text-decoration:underline 1px;text-underline-offset:.25em}
section .choose:hover{text-decoration-thickness:2px}
section~.back{display:none}
@media(max-width:38em){
section.card{inset-inline:0;inset-block-end:0;inline-size:auto;gap:.75em;max-block-size:85vh;max-block-size:85svh;
padding:1em 1em calc(.25em + env(safe-area-inset-bottom));padding-inline-start:1.75em;
border-width:1px 0 0;border-end-start-radius:0;border-end-end-radius:0}
section h2{font-size:1.0625em}
section p{font-size:.875em;line-height:1.4}
.answers{grid-template-columns:repeat(auto-fit,minmax(min(100%,8em),1fr))}
.choose{grid-column:1/-1;margin-block-start:-10px}}
@media(prefers-reduced-motion:no-preference){section{animation:rise .35s cubic-bezier(.2,.8,.2,1)}
@keyframes rise{from{opacity:0;translate:0 16px}}}
`;
