import { dialogStyle } from "../dialog-style.ts";

/** One calm column: parts under headings, rows between hairlines, each value set larger than what is said of it. */
export const centreStyle = `${dialogStyle}
.centre{--w:44em}
.centre .scroll{gap:2.5em;padding-block-end:2.5em}
.part,.about{display:grid;grid-template-columns:minmax(0,1fr)}
.part{gap:.75em}
h3,h4{margin:0;font-size:1.125em;line-height:1.3;font-weight:650}
h4{font-size:1em;margin-block-end:.25em}
ul,ol{margin:0;padding:0;list-style:none}
.row{padding-block:1em;border-block-end:1px solid var(--selvedge-line,var(--l))}
ul>.row:first-child{border-block-start:1px solid var(--selvedge-line,var(--l))}
.row label,.row .head{margin-block:-.25em .125em;min-block-size:44px}
.row .head{display:flex;align-items:center;color:inherit;font-size:1em;font-weight:600}
.name{display:inline-block}
.name::first-letter{text-transform:uppercase}
.row.off .name{color:var(--selvedge-muted,var(--m))}
.about{gap:.25em;max-inline-size:34em}
.about label{font-weight:400;justify-content:start}
.value{color:var(--selvedge-text,var(--t));font-size:1.375em;line-height:1.3;margin-block:-.125em .25em}
.value.none{color:var(--selvedge-muted,var(--m));font-size:1.125em}
ul.all+ul>.row:first-child{border-block-start:0}
ul.all .row{padding:.75em 1.125em;border:1px solid var(--selvedge-line,var(--l));border-radius:calc(var(--selvedge-radius,16px)*.75)}
select{box-sizing:border-box;justify-self:start;max-inline-size:100%;min-block-size:44px;margin-block:0 .375em;padding:.375em .75em;
font:inherit;color:inherit;background:var(--selvedge-background,var(--b));border:1px solid var(--selvedge-muted,var(--m));
border-radius:calc(var(--selvedge-radius,16px)*.625)}
summary{padding-block:.75em;font-size:.9375em;font-weight:600;line-height:1.3;cursor:pointer}
details{min-inline-size:0}
details+details{margin-block-start:-.75em}
.acts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,17em),1fr));gap:1.5em 2em}
.act{display:grid;gap:.5em;align-content:start;justify-items:start}
.paused{display:grid;gap:.75em;justify-items:start}
.centre footer{display:flex;align-items:center;justify-content:space-between}
.told{color:var(--selvedge-text,var(--t));white-space:pre-line;max-block-size:8em;overflow:auto}
@media(max-width:38em){.centre .scroll{gap:2.25em}.centre footer{flex-wrap:wrap}.centre footer .told:empty{display:none}}
`;
