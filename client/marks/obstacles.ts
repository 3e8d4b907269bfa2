import { type Box, overlap } from "./place.ts";

/** What is pressed, or typed into. */
export const CONTROLS =
  "a,button,input,select,textarea,label,summary,iframe,audio,[role=button],[role=tab],[tabindex],[contenteditable]";
const PICTURES = "img,svg,canvas,video,picture";
const SMALL = `${CONTROLS},${PICTURES}`;
/** What is larger than this, in both directions, may be covered at a corner: a picture, or a card that is one link. */
const LARGE_PIXELS = 96;
/** A page that shows more than this around its marks is not looked through to the end. */
const NODES = 10_000;

/** Everything within some areas that a mark must not lie on: words, controls and small pictures. */
export function obstaclesIn(areas: readonly Box[]): Box[] {
  const found: Box[] = [];
  const range = document.createRange();
  let left = NODES;
  const isNear = (box: Box) => areas.some((area) => overlap(box, area));
  const add = (box: Box) => isNear(box) && found.push(box);

  const visit = (parent: ParentNode & Node) => {
    for (const child of parent.childNodes) {
      if (left-- < 0) return;
      if (child instanceof Text) {
        if (child.data.trim() === "") continue;
        range.selectNodeContents(child);
        for (const line of range.getClientRects()) add(line);
      } else if (child instanceof Element) look(child);
    }
  };
  const look = (one: Element) => {
    const box = one.getBoundingClientRect();
    const isEmpty = box.width === 0 || box.height === 0;
    // What has a box of its own is taken to hold what is in it; what has none can be anywhere.
    if ((!isEmpty && !isNear(box)) || isHidden(one)) return;
    const isLarge = box.width > LARGE_PIXELS && box.height > LARGE_PIXELS;
    if (!isLarge && one.matches(SMALL)) add(box);
    else if (!one.matches(PICTURES)) {
      if (one.shadowRoot) visit(one.shadowRoot);
      visit(one);
    }
  };
  if (areas.length > 0) visit(document.body);
  return found;
}

/** Not to be seen, or pinned to the window, so that it is somewhere else in a moment. */
function isHidden(one: Element): boolean {
  const { display, position, visibility } = getComputedStyle(one);
  return display === "none" || position === "fixed" || visibility === "hidden";
}
