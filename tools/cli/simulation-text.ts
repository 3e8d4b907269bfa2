import type { CompiledSite } from "../../shared/decision.ts";
import { redirectWords, refusedWords } from "../persona/redirect-steps.ts";
import type { Simulation } from "../persona/simulate.ts";
import { colours, indent, table } from "./output.ts";
import { type SimulationReport, simulationReport } from "./simulation-report.ts";

const MARKS = { yes: colours.green("✓"), no: colours.red("✗"), unknown: colours.dim("–") } as const;

/** A simulation as it is read on a terminal. */
export function simulationText(simulation: Simulation, compiled: CompiledSite): string {
  const report = simulationReport(simulation, compiled);
  const sections = [
    headline(report),
    section("Attributes, exact: they stay on the device", attributes(report)),
    section("Projection: what the edge knows", projection(report)),
    section("Segments", segments(report)),
    section(`Blocks on ${report.path}`, blocks(report)),
  ];
  return sections.join("\n\n");
}

/** A mark for true, false, and what can't be known. */
export function mark(holds: boolean | null | undefined): string {
  return holds === true ? MARKS.yes : holds === false ? MARKS.no : MARKS.unknown;
}

function section(title: string, body: string): string {
  return `${colours.bold(title)}\n${indent(body)}`;
}

function headline({ description, now, path, moment, consent, context, redirect }: SimulationReport): string {
  const named = Object.entries(context).filter(([, value]) => value !== null);
  const rows = [
    ["page", path],
    ["at", `${now}, ${moment === "this visit" ? "within a visit" : "as the first page of a new visit"}`],
    ...(redirect ? [["redirect", redirectLine(redirect)]] : []),
    ["consent", consentWords(consent)],
    ["context", named.map(([name, value]) => `${name} ${text(value)}`).join(", ")],
  ].map(([name = "", words = ""]) => [colours.dim(name), words]);
  return (description === undefined ? "" : `${colours.bold(description)}\n`) + table(rows);
}

function redirectLine(redirect: NonNullable<SimulationReport["redirect"]>): string {
  return "refused" in redirect ? refusedWords(redirect) : `${redirectWords(redirect)}; this page isn't shown`;
}

function consentWords({ personalization, measurement, context }: SimulationReport["consent"]): string {
  const purposes = [personalization && "personalization", measurement && "measurement"].filter(Boolean);
  if (purposes.length > 0) return purposes.join(", ");
  return context ? "none; context may be used" : "none; context may not be used either";
}

function attributes({ attributes: values }: SimulationReport): string {
  if (values === null) return colours.dim("nothing is kept");
  return table(
    Object.entries(values).map(([id, value]) => [id, value === null ? colours.dim("nothing") : text(value)]),
  );
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function projection({ projection: known }: SimulationReport): string {
  if (known === null) return colours.dim("nothing is known");
  const rows = Object.entries(known).map(([id, { now, next }]) => [id, now.words, next.words]);
  if (rows.length === 0) return colours.dim("nothing is needed");
  return table([["", "for the rest of a visit", "when the next one begins"].map(colours.dim), ...rows]);
}

function segments({ segments: all }: SimulationReport): string {
  const rows = Object.entries(all).map(([id, { matches, why }]) => [
    mark(matches),
    matches === true ? colours.bold(id) : id,
    colours.dim(why),
  ]);
  return rows.length === 0 ? colours.dim("none") : table(rows);
}

function blocks({ blocks: chosen, lost }: SimulationReport): string {
  const rows = [
    ...chosen.map(({ id, case: index }) => [
      mark(true),
      colours.bold(id),
      index === undefined ? "" : colours.dim(`case ${index + 1}`),
    ]),
    ...lost.map((each) => [
      mark(each.reason === "unknown" ? undefined : false),
      each.id,
      colours.dim(each.why),
    ]),
  ];
  return rows.length === 0 ? colours.dim("none is for this page") : table(rows);
}
