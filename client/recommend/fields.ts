import type { RecentItem } from "../../shared/recommend/recent.ts";

/**
 * An item in the owner's template, whose elements say what belongs in them (`data-selvedge-field`). What was read off a
 * page is put in as text and as addresses, never as markup.
 */
export function itemFrom(template: HTMLTemplateElement, item: RecentItem): HTMLElement | undefined {
  const made = template.content.cloneNode(true) as DocumentFragment;
  for (const element of made.querySelectorAll<HTMLElement>("[data-selvedge-field]")) {
    const field = element.dataset["selvedgeField"]!;
    const text = (["title", "price", "id"] as const).find((name) => name === field);
    if (text) element.textContent = item[text] ?? "";
    else if (field === "url") element.setAttribute("href", safeAddress(item.url) ?? "#");
    else if (field === "image") showImage(element, safeAddress(item.image));
  }
  const root = made.firstElementChild as HTMLElement | null;
  root?.setAttribute("data-selvedge-candidate", item.id);
  root?.setAttribute("data-selvedge-about", item.about.map(encodeURIComponent).join(" "));
  return root ?? undefined;
}

/** Its place stays where there is no image, so that items are alike. */
function showImage(element: HTMLElement, address: string | undefined): void {
  if (address) element.setAttribute("src", address);
  else element.style.visibility = "hidden";
}

/** What leads to a page, and does nothing else. */
function safeAddress(address: string | undefined): string | undefined {
  if (!address) return undefined;
  try {
    return /^https?:$/.test(new URL(address, document.baseURI).protocol) ? address : undefined;
  } catch {
    return undefined;
  }
}
