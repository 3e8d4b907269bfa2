import { button, element } from "../element.ts";
import { attributesPart } from "./attributes.ts";
import type { View } from "./contract.ts";
import { blocksPart, groupsPart } from "./layer.ts";
import { sentPart } from "./sent.ts";
import { yoursPart } from "./yours.ts";

/** Shows everything anew; what was open stays open, and what had the focus has it. */
export function draw(body: HTMLElement, view: View): void {
  const root = body.getRootNode() as ShadowRoot;
  const focused = (root.activeElement as HTMLElement | null)?.dataset["key"];
  const open = [...body.querySelectorAll<HTMLDetailsElement>("details[open]")].map(
    (each) => each.dataset["key"],
  );
  const { text, known, waiting, lately } = view;
  body.setAttribute("aria-busy", String(waiting));
  body.replaceChildren(
    element("p", {}, text.intro),
    known?.paused ? pausedNote(view) : "",
    attributesPart(view),
    lately,
    groupsPart(view),
    blocksPart(view),
    sentPart(view),
    yoursPart(view),
  );
  // Opening makes what is inside, and with it what may have to be opened next.
  for (const key of open) {
    const found = find<HTMLDetailsElement>(body, key);
    if (!found) continue;
    found.open = true;
    found.dispatchEvent(new Event("toggle"));
  }
  if (focused) find(body, focused)?.focus();
}

function find<Found extends HTMLElement>(body: HTMLElement, key: string | undefined): Found | undefined {
  return [...body.querySelectorAll<Found>("[data-key]")].find((each) => each.dataset["key"] === key);
}

function pausedNote({ text, change }: View): HTMLElement {
  const resume = button("quiet", text.resume, () => change((part, host) => part.pause(host, false)));
  resume.dataset["key"] = "pause";
  return element(
    "div",
    { class: "signal paused" },
    element("p", { class: "small" }, element("strong", {}, text.paused), text.pauseWhy),
    resume,
  );
}
