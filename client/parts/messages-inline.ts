import type { TagMessage } from "../../shared/message-wire.ts";

/**
 * Puts a message into the page, if nothing that can be seen moves by it, or else leaves the page as it was; undefined
 * where it can't be done now. Returns what takes it out again.
 */
export function putInto({ target, place }: TagMessage, host: HTMLElement): (() => void) | undefined {
  const into = document.querySelector(target!);
  if (!into || into.matches(":hover,:focus-within")) return undefined;
  const before = [...into.childNodes];
  const isInstead = place === "content";
  const takeOut = () => {
    host.remove();
    if (isInstead && !into.hasChildNodes()) into.append(...before);
  };
  // What is around it moves if its own box changes; what is in it may move by itself.
  const watched = [into, ...(isInstead ? [] : into.children)];
  const boxes = () => JSON.stringify(watched.map((each) => each.getBoundingClientRect()));
  const was = boxes();
  if (isInstead) into.replaceChildren(host);
  else into[place!](host);
  if (into.getBoundingClientRect().top >= innerHeight || boxes() === was) return takeOut;
  takeOut();
  return undefined;
}
