const NAME = "selvedge-consent";

/**
 * The shadow root that holds everything of ours that a page shows, made on first use. Its element stands
 * before `<body>`: first in the order of reading and tabbing, out of reach of frameworks that hydrate or
 * swap the body, and there also while the body hasn't been parsed yet.
 */
export function surface(): ShadowRoot {
  const present = document.querySelector(NAME)?.shadowRoot;
  if (present) return present;
  const made = document.createElement(NAME);
  document.documentElement.insertBefore(made, document.body);
  return made.attachShadow({ mode: "open" });
}

/**
 * Compiles styles. Constructed sheets are the only way in under a Content Security Policy without
 * `unsafe-inline`; undefined where the browser lacks them: the widget then works unstyled.
 */
export function sheetOf(css: string): CSSStyleSheet | undefined {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  } catch {
    return undefined;
  }
}

/** Lets a sheet apply to the shadow root or the document, once. */
export function adopt(root: DocumentOrShadowRoot, sheet: CSSStyleSheet | undefined): void {
  if (sheet && !root.adoptedStyleSheets.includes(sheet)) {
    root.adoptedStyleSheets.push(sheet);
  }
}

/** Takes a sheet away again. */
export function release(root: DocumentOrShadowRoot, sheet: CSSStyleSheet | undefined): void {
  if (sheet) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
}
