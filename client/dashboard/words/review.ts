import type {
  BlocksReport,
  DataReport,
  ExperimentReport,
  ExperimentsReport,
} from "../../../shared/report/contract.ts";
import { several } from "./format.ts";

/** Something to do, what for, and on which page. */
export interface Task {
  readonly what: string;
  readonly page: string;
  readonly id?: string;
}

/** What the figures of a week ask the owner to do, what matters most first. */
export function tasksOf(
  data: DataReport,
  blocks: BlocksReport,
  experiments: ExperimentsReport,
): readonly Task[] {
  const running = experiments.experiments.filter(({ decision }) => decision === null);
  const of = (each: ExperimentReport, what: string): Task => ({ what, page: "experiments", id: each.id });
  const silent = data.events.filter((each) => each.silent);
  const harmful = blocks.blocks.filter(({ goals }) =>
    goals.some(({ uplift }) => uplift !== null && uplift.high < 0),
  );
  return [
    ...running
      .filter(({ verdict }) => verdict === "broken")
      .map((each) =>
        of(each, `Repair “${each.label}”: its sample ratio is broken, no figure of it can be believed.`),
      ),
    ...running
      .filter(({ verdict }) => verdict === "guardrail")
      .map((each) => of(each, `Look at “${each.label}”: a guardrail is worse than with the control.`)),
    ...running
      .filter(({ verdict }) => verdict === "winner")
      .map((each) => of(each, `Decide “${each.label}”: it has a winner.`)),
    ...running
      .filter(({ verdict }) => verdict === "loser")
      .map((each) => of(each, `Decide “${each.label}”: no variant beats the control.`)),
    ...running
      .filter(
        ({ state, verdict }) =>
          state === "ended" && (verdict === "waiting" || verdict === "no difference yet"),
      )
      .map((each) => of(each, `Decide “${each.label}”: it has ended.`)),
    ...harmful.map(({ block }): Task => ({
      what: `Take “${block}” away or change it: it does harm.`,
      page: "blocks",
    })),
    ...(silent.length === 0
      ? []
      : [
          {
            what: `Look after ${several(silent.length, "event")} that you declare and nobody sees: ${silent.map(({ event }) => event).join(", ")}.`,
            page: "data",
          },
        ]),
    ...(experiments.total === null
      ? [
          {
            what: 'Set a holdout, such as "holdout": 0.05, to learn what personalization does altogether.',
            page: "experiments",
          },
        ]
      : []),
  ];
}
