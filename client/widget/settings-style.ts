import { dialogStyle } from "./dialog-style.ts";

/** The second layer: a card for each purpose, and three answers that are equals. */
export const settingsStyle = `${dialogStyle}
.purpose{display:grid;gap:.375em;padding:1em 1.125em;border:1px solid var(--selvedge-line,var(--l));
border-radius:calc(var(--selvedge-radius,16px)*.75)}
.kept{display:grid;gap:.75em;justify-items:start;border-block-start:1px solid var(--selvedge-line,var(--l));padding-block-start:1.25em}
.kept .told:empty{display:none}
footer{display:grid;grid-template-columns:1fr 1fr 1fr}
@media(max-width:38em){footer{grid-template-columns:repeat(auto-fit,minmax(min(100%,8em),1fr))}.save{grid-column:1/-1}}
`;
