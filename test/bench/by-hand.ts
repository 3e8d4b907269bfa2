/** What an engineer would write by hand for the same edits: HTMLRewriter, streamed. */
export const BY_HAND = `
export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    const response = await fetch(env.ORIGIN + url.pathname, request);
    return new HTMLRewriter()
      .on("head", { element(e) { e.prepend('<script async src="/_selvedge/tag.js"></script>', { html: true }); } })
      .on("[data-slot=hero]", { element(e) { e.setInnerContent("<h1>Good to see you again</h1><p>Rain gear, as you like it.</p>", { html: true }); } })
      .on("p[data-slot=notice]", { element(e) { e.setInnerContent("Two rain jackets for the price of a good one.", { html: true }); } })
      .on("a.cta", { element(e) { e.setAttribute("href", "/rain/"); } })
      .on("body", { element(e) { e.setAttribute("class", "is-returning"); } })
      .transform(response);
  },
};`;

/** A Worker that does nothing. */
export const PASS_THROUGH = `
export default {
  fetch(request, env) {
    return fetch(env.ORIGIN + new URL(request.url).pathname, request);
  },
};`;
