import { DurableObject } from "cloudflare:workers";
import type { Decision, ExperimentReport } from "../../shared/report/contract.ts";

/** An experiment as it was when it was last looked at, with all that was decided of it. */
export interface Registered {
  readonly report: ExperimentReport;
  /** UTC day number. */
  readonly seen: number;
  /** The first one first. */
  readonly decisions: readonly Decision[];
}

/** Remembers a site's experiments when they have left its file: what was expected, what came of it, what was decided. */
export class Register extends DurableObject {
  constructor(state: DurableObjectState, env: unknown) {
    super(state, env as never);
    const { sql } = state.storage;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS experiments (id TEXT PRIMARY KEY, seen INTEGER NOT NULL, report TEXT NOT NULL) WITHOUT ROWID",
    );
    sql.exec(
      "CREATE TABLE IF NOT EXISTS decisions (number INTEGER PRIMARY KEY, id TEXT NOT NULL, decision TEXT NOT NULL)",
    );
  }

  /** Notes experiments as they are told on a UTC day. */
  note(reports: readonly ExperimentReport[], day: number): void {
    for (const report of reports)
      this.ctx.storage.sql.exec(
        "INSERT INTO experiments (id, seen, report) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET seen = excluded.seen, report = excluded.report WHERE excluded.seen >= seen",
        report.id,
        day,
        JSON.stringify(report),
      );
  }

  /** Records what was decided; what was decided before stays. */
  decide(id: string, decision: Decision): void {
    this.ctx.storage.sql.exec(
      "INSERT INTO decisions (id, decision) VALUES (?, ?)",
      id,
      JSON.stringify(decision),
    );
  }

  /** All of them, as JSON of `Registered[]`: by id. */
  read(): string {
    const { sql } = this.ctx.storage;
    const decisions: Record<string, Decision[]> = {};
    for (const { id, decision } of sql.exec<{ id: string; decision: string }>(
      "SELECT id, decision FROM decisions ORDER BY number",
    ))
      (decisions[id] ??= []).push(JSON.parse(decision) as Decision);
    const rows = sql.exec<{ id: string; seen: number; report: string }>(
      "SELECT id, seen, report FROM experiments ORDER BY id",
    );
    const registered = [...rows].map(({ id, seen, report }): Registered => {
      return { report: JSON.parse(report) as ExperimentReport, seen, decisions: decisions[id] ?? [] };
    });
    return JSON.stringify(registered);
  }
}
