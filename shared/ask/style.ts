/**
 * How questions look: as the page does, by its fonts and `currentColor`. Written into the head of pages that have a
 * question, and brought by the part that makes forms work. Steps stand in one cell, so that the form is always as high
 * as its highest step. The page's own rules for forms are outdone where they would break that, and no further.
 */
const RULES = `
form[data-selvedge-ask]{display:block!important;max-inline-size:40em;font:inherit;color:inherit;text-align:start}
& [data-selvedge-steps]{display:grid;min-inline-size:0}
& [data-selvedge-steps]>*{grid-area:1/1;min-inline-size:0;margin:0;padding:0;border:0;visibility:hidden}
& [data-selvedge-steps]>[data-selvedge-now]{visibility:visible}
& legend{display:block;float:inline-start;inline-size:100%;margin:0 0 .75em;padding:0;font-size:1.0625em;font-weight:600;line-height:1.35;color:inherit}
& legend+*{clear:both}
& :is(legend,[data-selvedge-end] p):focus{outline:0}
& [data-selvedge-options]{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,8em),1fr));gap:6px}
& :is([data-selvedge-type=nps],[data-selvedge-type=csat],[data-selvedge-type=ces],[data-selvedge-type=stars])>[data-selvedge-options]{grid-template-columns:repeat(auto-fit,minmax(44px,1fr));gap:4px}
& [data-selvedge-type=stars]>[data-selvedge-options]{grid-template-columns:repeat(5,44px)}
& label{position:relative;display:grid;margin:0;font:inherit;cursor:pointer}
& label>input{position:absolute;inset:0;inline-size:100%;block-size:100%;margin:0;opacity:0;cursor:pointer}
& label>span{display:grid;gap:.5em;align-content:center;justify-items:center;box-sizing:border-box;min-block-size:44px;padding:6px;overflow:hidden;text-align:center;line-height:1.2;border:1px solid;border-color:color-mix(in srgb,currentColor 55%,transparent);border-radius:var(--selvedge-radius,8px)}
& label b{font-weight:inherit;overflow-wrap:anywhere}
& label i{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
& label img{inline-size:100%;block-size:auto;aspect-ratio:4/3;object-fit:cover;border-radius:calc(var(--selvedge-radius,8px) - 4px)}
& label>input:hover+span{background:color-mix(in srgb,currentColor 6%,transparent)}
& label>input:checked+span{font-weight:700;border-color:currentColor;box-shadow:inset 0 0 0 1.5px currentColor;background:color-mix(in srgb,currentColor 12%,transparent)}
& [data-selvedge-type=stars] span{border-color:transparent;box-shadow:none!important;background:none!important;padding:0}
& [data-selvedge-type=stars] b{font-size:1.75em;line-height:1;opacity:.5}
& label:has(:checked) b,& label:has(~label :checked) b{opacity:1!important}
& [data-selvedge-ends]{display:flex;justify-content:space-between;gap:1em;margin:.375em 0 0;font-size:.8125em;line-height:1.3}
& [data-selvedge-ends]>:last-child{text-align:end}
& textarea{display:block;box-sizing:border-box;inline-size:100%;min-block-size:5em;padding:.5em;font:inherit;color:inherit;background:transparent;border:1px solid;border-color:color-mix(in srgb,currentColor 55%,transparent);border-radius:var(--selvedge-radius,8px);resize:vertical}
& [data-selvedge-where]{margin:.5em 0 0;font-size:.8125em;line-height:1.4}
& [data-selvedge-ways]{display:flex;flex-wrap:wrap;align-items:center;gap:.5em;margin:.75em 0 0}
& small{font-size:.8125em;font-variant-numeric:tabular-nums}
& button{min-block-size:44px;min-inline-size:44px;margin:0;padding:.5em 1em;font:inherit;font-size:.9375em;line-height:1.2;color:inherit;background:transparent;border:1px solid transparent;border-radius:var(--selvedge-radius,8px);text-decoration:underline 1px;text-underline-offset:.25em;cursor:pointer}
& [data-selvedge-next]{margin-inline-start:auto;font-weight:600;text-decoration:none;color:var(--selvedge-on-accent,inherit);background:var(--selvedge-accent,transparent);border-color:var(--selvedge-accent,currentColor)}
& [data-selvedge-skip]{margin-inline-start:auto}
& [data-selvedge-skip]+*{margin-inline-start:0}
& :is(button,textarea):focus-visible,& input:focus-visible+span{outline:2px solid;outline-offset:2px}
& [data-selvedge-end]>:first-child{margin:0;font-size:1.0625em;font-weight:600}
& [data-selvedge-end]>[data-selvedge-ways]>*{margin-inline-start:-1em}
&>[role=status]{min-block-size:1.4em;margin:.375em 0 0;font-size:.875em;line-height:1.4}
form[data-selvedge-ask][data-selvedge-later]{display:none!important}
form[data-selvedge-ask][data-selvedge-over] *{visibility:hidden!important}
@media print{form[data-selvedge-ask]{display:none!important}}
`;

/** Everything by which forms look as they should. */
export const ASK_STYLE: string = RULES.replaceAll("&", "form[data-selvedge-ask]").replaceAll("\n", "");
