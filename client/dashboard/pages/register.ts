import type { Decision } from "../../../shared/report/contract.ts";
import { get } from "../api.ts";
import { h } from "../element.ts";
import type { Page } from "../page.ts";
import { card } from "../pieces.ts";
import { hashOf } from "../route.ts";
import { empty } from "../states.ts";
import { table } from "../table.ts";
import { day } from "../words/format.ts";
import { decisionBadge } from "./experiment-parts.ts";

/** An experiment that was decided. */
interface Entry extends Decision {
  readonly experiment: string;
  readonly label: string;
  readonly hypothesis: string;
}

/** What was learned from all experiments so far. */
export const registerPage: Page = {
  title: "Register",
  about: "What was decided, by which figures, and what was learned.",
  isRanged: false,
  async draw(route) {
    const { entries } = await get<{ entries: readonly Entry[] }>("/api/register");
    if (entries.length === 0)
      return [
        empty(
          "Nothing has been decided yet",
          "Each experiment ends with a decision, also one that showed nothing. Record it on the experiment’s own page: it is kept here with the figures of that day.",
        ),
      ];
    return [
      card(
        "Decisions",
        table<Entry>(
          "All decisions, the newest first",
          [
            {
              title: "Experiment",
              cell: ({ experiment, label }) =>
                h("a", { href: hashOf("experiments", route, experiment) }, label),
            },
            { title: "Decision", cell: ({ decision }) => decisionBadge(decision) },
            { title: "Day", cell: (entry) => day(entry.day, true) },
            { title: "Hypothesis", cell: ({ hypothesis }) => hypothesis },
            { title: "Learned", cell: ({ note }) => note || "–" },
          ],
          [...entries].sort((one, other) => other.day.localeCompare(one.day)),
        ),
        h(
          "p",
          { class: "actions" },
          h("a", { href: "/api/register", download: "register.json" }, "Export as JSON"),
        ),
      ),
    ];
  },
};
