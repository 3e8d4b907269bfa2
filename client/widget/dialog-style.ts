import { theme } from "./theme.ts";

/**
 * What the dialogs share: in the middle, on phones a sheet; their text scrolls, their buttons stay in sight; switches.
 * Where letters are so large that this leaves no room for the text, all of it scrolls.
 */
export const dialogStyle = `${theme}
dialog.card{position:fixed;inset:0;margin:auto;inline-size:min(var(--w,36em),100vw - 32px);block-size:fit-content;
max-inline-size:none;max-block-size:calc(100vh - 32px);padding:0;overflow:auto}
dialog.card[open]{display:flex;flex-direction:column}
h2:focus{outline:none}
header,footer{flex:none}
dialog::backdrop{background:#0b101999}
header{display:flex;gap:1em;align-items:center;padding:1em 1em .5em;padding-inline-start:1.5em}
header h2{flex:1;font-size:1.25em}
dialog .close{display:grid;place-items:center;inline-size:44px;padding:0;border-radius:50%}
dialog :is(.close,.quiet):hover{background:color-mix(in srgb,currentColor 8%,#0000)}
.close::before,.close::after{content:"";grid-area:1/1;inline-size:18px;border-block-start:2px solid;rotate:45deg}
.close::after{rotate:-45deg}
.scroll{flex:0 1 auto;min-block-size:6em;overflow:auto;display:grid;gap:1.25em;padding:.25em 1.5em 1.5em}
.signal{padding:.875em 1.125em;border-radius:calc(var(--selvedge-radius,16px)*.75);border:1px solid #0000;
background:color-mix(in srgb,var(--selvedge-accent,var(--a)) 9%,#0000)}
.signal strong{display:block;margin-block-end:.125em;color:var(--selvedge-text,var(--t));font-weight:600}
label{display:flex;gap:1em;align-items:center;justify-content:space-between;min-block-size:44px;margin-block:-.375em -.25em;
font-weight:600;cursor:pointer}
input{appearance:none;box-sizing:border-box;flex:none;inline-size:48px;block-size:28px;margin:0;padding:3px;cursor:pointer;
border:2px solid var(--selvedge-muted,var(--m));border-radius:14px;background:none}
input::before{content:"";display:block;box-sizing:border-box;inline-size:18px;block-size:18px;border-radius:50%;border:9px solid var(--selvedge-muted,var(--m))}
input:checked{border-color:var(--selvedge-accent,var(--a));background:var(--selvedge-accent,var(--a))}
input:checked::before{margin-inline-start:20px;border-color:var(--selvedge-on-accent,var(--o))}
dl{margin:.375em 0 0;display:grid;grid-template-columns:auto 1fr;gap:.375em 1em;font-size:.875em;line-height:1.45}
dt{color:var(--selvedge-muted,var(--m))}
dd{margin:0}
.small{font-size:.875em;line-height:1.45}
dialog .quiet{padding-inline:1em;border-color:var(--selvedge-muted,var(--m));font-weight:600}
footer{gap:10px;padding:1em 1.5em calc(1em + env(safe-area-inset-bottom));border-block-start:1px solid var(--selvedge-line,var(--l))}
@media(max-width:38em){
dialog.card{inset:auto 0 0;margin:0;inline-size:100%;max-block-size:calc(100vh - 24px);max-block-size:calc(100svh - 24px);border-width:1px 0 0;
border-end-start-radius:0;border-end-end-radius:0}
header{padding-inline:1.125em .5em}
.scroll{padding-inline:1.125em}
footer{padding-inline:1.125em;padding-block-start:.75em}
dl{grid-template-columns:1fr;gap:.125em}
dd+dt{margin-block-start:.5em}}
@media(forced-colors:active){input:checked{background:Highlight;border-color:Highlight}
input:checked::before{border-color:Canvas}input::before{border-color:ButtonText}}
@media(prefers-reduced-motion:no-preference){input,input::before{transition:.15s}
dialog[open]{animation:rise .3s cubic-bezier(.2,.8,.2,1)}
@keyframes rise{from{opacity:0;translate:0 16px}}}
`;
