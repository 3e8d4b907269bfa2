// Loaded once a page, when a Content-Security-Policy has blocked something of ours: the only thing that the
// tag ever says, and only to the owner.
// oxlint-disable-next-line no-console -- there is nobody else to tell
console.warn(
  `Selvedge: the Content-Security-Policy of this page blocks ${new URL(".", import.meta.url).href}; allow it in connect-src and script-src.`,
);
