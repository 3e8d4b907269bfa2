/** What of an address says how a visitor arrived there; of an ad's click number only that there was one. */
const TELLING = /[?&](utm_(source|medium|campaign)=[^&]+|\w+(clk?|bra)id=|selvedge=stay)/g;

/** What of this page's query the edge is told; undefined: nothing. */
export const tellingQuery = (): string | undefined => location.search.match(TELLING)?.join("");
