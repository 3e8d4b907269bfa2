import type { Decision } from "../../../shared/report/contract.ts";
import type { RegisterReport } from "../../../shared/report/site-contract.ts";
import { get } from "../api.ts";
import { h } from "../element.ts";
import type { Page } from "../page.ts";
import { card } from "../pieces.ts";
import { hashOf } from "../route.ts";
import { empty } from "../states.ts";
import { table } from "../table.ts";
import { day } from "../words/format.ts";
import { decisionBadge } from "./experiment-parts.ts";

type Row = Decision & { readonly experiment: RegisterReport["entries"][number]["experiment"] };

/** What was learned from all experiments so far. */
export const registerPage: Page = {
  title: "Register",
  about: "What was decided, by which figures, and what was learned.",
  isRanged: false,
  async draw(route) {
    const { entries } = await get<RegisterReport>("/api/register");
    const rows = entries.flatMap(({ experiment, decisions }) =>
      decisions.map((decision): Row => ({ ...decision, experiment })),
    );
    if (rows.length === 0)
      return [
        empty(
          "Nothing has been decided yet",
          "Each experiment ends with a decision, also one that showed nothing. Record it on the experiment’s own page: it is kept here with the figures of that day.",
        ),
      ];
    return [
      card(
        "Decisions",
        table<Row>(
          "All decisions, the newest first",
          [
            {
              title: "Experiment",
              cell: ({ experiment: { id, label, state } }) =>
                state === "gone" ? label : h("a", { href: hashOf("experiments", route, id) }, label),
            },
            { title: "Decision", cell: ({ decision }) => decisionBadge(decision) },
            { title: "Day", cell: (row) => day(row.day, true) },
            { title: "Hypothesis", cell: ({ experiment }) => experiment.hypothesis },
            { title: "Learned", cell: ({ note }) => note || "–" },
          ],
          rows.sort((one, other) => other.day.localeCompare(one.day)),
        ),
        h(
          "p",
          { class: "actions" },
          h("a", { href: "/api/register", download: "register.json" }, "Export as JSON"),
          " ",
          h("a", { href: "/api/register?format=csv", download: "register.csv" }, "Export as CSV"),
        ),
      ),
    ];
  },
};
