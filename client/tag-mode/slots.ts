/**
 * Shows the slots that the page's own style hides till now: their animation, which the browser would end by itself soon,
 * lasts no time any more. Nothing in the document tells of it.
 */
export function showSlots(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(":root{--selvedge-wait:0s!important}");
  document.adoptedStyleSheets.push(sheet);
}
