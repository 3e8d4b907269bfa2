/** Boxes above the page, and their labels. Each colour is dark enough for white letters, whatever the page's. */
export const outlineStyle = `
.boxes{position:fixed;inset:0;z-index:-1;overflow:hidden;pointer-events:none}
.box,.dot{--c:#555c67}
.c0{--c:#a63d28}.c1{--c:#1f5f8b}.c2{--c:#4a6820}.c3{--c:#7a3f8f}.c4{--c:#855800}.c5{--c:#0f6b66}
.box{position:absolute;inset:0 auto auto 0;border:2px dashed var(--c);border-radius:4px;outline:1px solid #fff9}
.box.before{border-width:3px 0 0}.box.after{border-width:0 0 3px}
.tag{position:absolute;inset-block-end:100%;inset-inline-start:-2px;padding:0 .5em;max-inline-size:100vw;overflow:hidden;
font:600 12px/20px system-ui,sans-serif;color:#fff;background:var(--c);border-radius:4px 4px 0 0;white-space:nowrap;
text-overflow:ellipsis}
.low .tag{inset-block:0 auto;inset-inline-start:0;border-radius:0 0 4px}
.tag:empty{display:none}
.pointer{--c:#20242b;border-style:solid;background:#26405f26}
.flash{--c:#b5452f;border:0;outline:4px solid var(--c);outline-offset:2px}
@media(prefers-reduced-motion:no-preference){.flash{animation:flash 1.2s both}
@keyframes flash{0%,60%{opacity:1}30%{opacity:.3}to{opacity:0}}}
`;
