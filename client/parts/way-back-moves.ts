import { avoidControls } from "../way-back/avoid.ts";
import type { Corner } from "../way-back/corner.ts";
import { makeMovable } from "../way-back/move.ts";
import { HELP } from "../way-back/words.ts";

/** Lets the way back be moved from corner to corner, tells how, and keeps it off what the page has there. */
export function enliven(button: HTMLElement, language: string, keep: (corner: Corner) => void): void {
  button.title += `\n${HELP[language] ?? HELP["en"]!}`;
  const avoid = avoidControls(button);
  makeMovable(button, button.dir === "rtl", {
    now: () => button.dataset["corner"] as Corner,
    move(to) {
      button.dataset["corner"] = to;
      avoid(true);
      keep(to);
    },
  });
}
