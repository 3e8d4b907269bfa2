import type { PreviewChange, PreviewData } from "../../shared/preview/data.ts";
import { text } from "./text.ts";
import { remember } from "./remembered.ts";

/** What the views of the inspector ask of it. */
export interface Host {
  readonly data: PreviewData;
  readonly root: ShadowRoot;
  /** Switches something, and loads the page anew. */
  readonly change: (change: PreviewChange) => void;
  readonly end: () => void;
  /** Says something to whoever looks on, or listens. */
  readonly say: (message: string) => void;
  /** Shows a message now. */
  readonly tell: (block: string) => void;
  /** Turns to an item of another layer. */
  readonly go: (layer: Layer, id: string) => void;
}

export type Layer =
  | "blocks"
  | "experiments"
  | "segments"
  | "projection"
  | "context"
  | "attributes"
  | "events";

/** Tells the edge; resolves to why it didn't take it, or undefined if it did. */
export async function tellEdge(path: string, body: object): Promise<string | undefined> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      referrerPolicy: "no-referrer",
    });
    if (response.ok) return undefined;
    const problem = (await response.json().catch(() => ({}))) as { readonly detail?: string };
    return text.failed(problem.detail ?? String(response.status));
  } catch {
    return text.failed(text.offline);
  }
}

/** Loads the page anew, and remembers what had the focus. */
export function reload(root: ShadowRoot): void {
  const focused = root.activeElement?.getAttribute("data-key") ?? undefined;
  const scrolled = root.querySelector(".scroll")?.scrollTop ?? 0;
  remember({ focused, scrolled });
  location.reload();
}
