/**
 * What both layers share. `:host` is `!important` against page rules such as `*` or `:not(:defined)`, which
 * would otherwise win; sizes are in `em` of the visitor's own default (`medium`), since shops like to shrink
 * `html`. The accept and reject buttons share one class and one part: a theme can't make one louder.
 */
export const theme = `
:host{all:initial!important;position:fixed!important;z-index:2147483647!important;
--b:#fff;--t:#20242b;--m:#555c67;--l:#dfe2e7;--a:#26405f;--o:#fff;--h:#b5452f;
color-scheme:var(--selvedge-color-scheme,light dark)!important}
@supports(color:light-dark(#fff,#000)){:host{--b:light-dark(#fff,#1d2026);--t:light-dark(#20242b,#eceef1);
--m:light-dark(#555c67,#b3b9c3);--l:light-dark(#dfe2e7,#3b414b);--a:light-dark(#26405f,#c3d6ee);
--o:light-dark(#fff,#16202d);--h:light-dark(#b5452f,#e2836c)}}
.card,.status{box-sizing:border-box;margin:0;font:400 medium/1.5 var(--selvedge-font,system-ui,sans-serif);
color:var(--selvedge-text,var(--t));background:var(--selvedge-background,var(--b));
border:1px solid var(--selvedge-line,var(--l));border-radius:var(--selvedge-radius,16px);
box-shadow:0 1px 2px #0f172a1a,0 12px 40px -8px #0f172a40;overflow-wrap:anywhere}
h2{margin:0;font-size:1.125em;line-height:1.3;font-weight:650;text-wrap:balance}
[dir=ltr] h2{letter-spacing:-.01em}
p{margin:0;color:var(--selvedge-muted,var(--m));font-size:.9375em;text-wrap:pretty}
a{color:inherit;text-underline-offset:.2em}
:where(.card) button{box-sizing:border-box;min-block-size:44px;margin:0;padding:.5em;font:inherit;font-size:.9375em;
line-height:1.2;color:inherit;background:none;border:1px solid #0000;border-radius:calc(var(--selvedge-radius,16px)*.625);
cursor:pointer}
.card .answer{font-weight:600;color:var(--selvedge-on-accent,var(--o));background:var(--selvedge-accent,var(--a))}
.answer:hover{filter:brightness(1.15)}
:focus-visible{outline:2px solid var(--selvedge-accent,var(--a));outline-offset:2px}
.status{position:fixed;inset-block-end:calc(16px + env(safe-area-inset-bottom));inset-inline-start:68px;
max-inline-size:calc(100vw - 84px);padding:.5em 1em;color:var(--selvedge-text,var(--t));pointer-events:none}
.status:empty{opacity:0}
@media print{:host{display:none!important}}
`;
