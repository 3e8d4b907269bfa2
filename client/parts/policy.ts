// Loaded where the tag could not begin. If the page's Content-Security-Policy is to blame, then trying once more
// tells: the only thing that the tag ever says, and only to the owner.
const base = new URL(".", import.meta.url).href;
const listening = new AbortController();
document.addEventListener(
  "securitypolicyviolation",
  ({ blockedURI }) => {
    if (!blockedURI.startsWith(base)) return;
    listening.abort();
    // oxlint-disable-next-line no-console -- there is nobody else to tell
    console.warn(
      `Selvedge: the Content-Security-Policy of this page blocks ${base}; allow it in connect-src and script-src.`,
    );
  },
  listening,
);
fetch(`${base}config`, { credentials: "omit", referrerPolicy: "no-referrer" }).catch(() => {});
