import type { Outlines } from "./outlines.ts";

/**
 * Lets the owner pick an element of the page, with the pointer or the arrow keys. Until then the page gets neither
 * clicks nor keys. Returns what leaves without picking; `done` hears what was picked, if anything.
 */
export function pickElement(
  host: Element,
  outlines: Outlines,
  done: (picked: HTMLElement | undefined) => void,
): () => void {
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };
  let at: HTMLElement | undefined;

  const point = (to: HTMLElement | undefined) => {
    at = to;
    outlines.point(to, to ? nameOf(to) : "");
  };
  const finish = (picked: HTMLElement | undefined) => {
    listening.abort();
    outlines.point(undefined, "");
    done(picked);
  };
  const ours = (event: Event) => event.composedPath().includes(host);
  const keep = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
  };

  addEventListener(
    "pointermove",
    (event) => {
      if (!ours(event)) point(htmlElement(event.target));
    },
    options,
  );
  for (const type of ["pointerdown", "pointerup", "mousedown", "mouseup"])
    addEventListener(type, (event) => !ours(event) && keep(event), options);
  addEventListener(
    "click",
    (event) => {
      if (ours(event)) return;
      keep(event);
      finish(htmlElement(event.target));
    },
    options,
  );
  addEventListener(
    "keydown",
    (event) => {
      const step = STEPS[event.key];
      if (event.key === "Escape") finish(undefined);
      else if (event.key === "Enter" && at) finish(at);
      else if (step) {
        const next = at ? step(at) : document.body.firstElementChild;
        if (next instanceof HTMLElement && next !== host) {
          point(next);
          next.scrollIntoView({ block: "nearest" });
        }
      } else return;
      keep(event);
    },
    options,
  );
  return () => finish(undefined);
}

const STEPS: Readonly<Record<string, (from: Element) => Element | null>> = {
  ArrowUp: (from) => (from === document.body ? null : from.parentElement),
  ArrowDown: (from) => from.firstElementChild,
  ArrowLeft: (from) => from.previousElementSibling,
  ArrowRight: (from) => from.nextElementSibling,
};

/** Pictures of vectors are changed as a whole. */
function htmlElement(target: EventTarget | null): HTMLElement | undefined {
  let at = target instanceof Element ? target : null;
  while (at && !(at instanceof HTMLElement)) at = at.parentElement;
  return at && at !== document.documentElement ? at : undefined;
}

function nameOf({ localName, id, classList }: Element): string {
  return localName + (id ? `#${id}` : classList[0] ? `.${classList[0]}` : "");
}
