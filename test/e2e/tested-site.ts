/** A weight so large that nobody is drawn for anything else. */
const ALL = 1e12;

/** Adds two tests whose outcome isn't left to chance: one on the home page, and one on a page where nobody goes. */
export function withTests(file: Record<string, unknown>): void {
  const test = { hypothesis: "it helps", primary: "order" };
  Object.assign(file["blocks"] as object, {
    promise: {
      pages: ["/"],
      target: "[data-slot=business]",
      op: "content",
      html: "<p>Mended free for as long as you own it.</p>",
      label: { en: "Promise of repair", pl: "Obietnica naprawy" },
      priority: 99,
    },
    far: { pages: ["/nowhere/"], target: "h1", op: "text", text: "Far" },
  });
  file["experiments"] = {
    promise: {
      ...test,
      label: { en: "Promise at the top", pl: "Obietnica na górze" },
      variants: {
        "as-today": { label: "As today" },
        promise: { label: { en: "With the promise", pl: "Z obietnicą" }, blocks: ["promise"], weight: ALL },
      },
    },
    far: { ...test, variants: { here: { weight: ALL }, far: { blocks: ["far"] } } },
  };
}
