/**
 * The frame of messages. Colours are those of the page's own scheme unless the owner says otherwise, since what stands in
 * it is the owner's. The element itself has no box, so that no rule of the page can move it.
 */
export const messageStyle = `:host{display:contents!important}
.f{box-sizing:border-box;position:fixed;z-index:9999999;inset:auto;display:grid;grid:auto/1fr auto;margin:0;padding:1em;
max-block-size:90vh;overflow:auto;outline:0;text-align:start;
color-scheme:var(--selvedge-color-scheme,inherit);color:var(--selvedge-text,CanvasText);background:var(--selvedge-background,Canvas);
border:1px solid var(--selvedge-line,#8887);border-radius:var(--selvedge-radius,1em);box-shadow:0 8px 2em #0006}
slot{display:block;align-self:center}
.panel{inset-block-end:calc(1em + env(safe-area-inset-bottom));inset-inline-end:1em;inline-size:min(24em,100vw - 2em)}
.bar{inset-inline:0;inset-block-end:0;border-radius:0;padding-block-end:calc(1em + env(safe-area-inset-bottom))}
.top{inset-block:0 auto;padding-block:calc(1em + env(safe-area-inset-top)) 1em}
.modal{inset:0;margin:auto;inline-size:min(32em,100vw - 2em)}
.inline{position:static;box-shadow:none}
button{min-inline-size:44px;min-block-size:44px;padding:0;font:inherit;color:inherit;background:none;border:0;cursor:pointer}
.x{position:sticky;inset-block-start:0;align-self:start;margin:-.5em;margin-inline-start:0}
.x::before{content:"×";font-size:1.75em}
.n{grid-column:1/3;justify-self:start;text-decoration:underline}
@media(prefers-reduced-motion:no-preference){.f:not(.inline){animation:m .25s}@keyframes m{from{opacity:0;translate:0 1em}}}`;
