import type { OpenedPage } from "./open-page.ts";

/** One thing that could keep a block from being shown. */
export interface Step {
  readonly name: string;
  /** Whether it lets the block through; null: it doesn't matter here, or can't be told. */
  readonly ok: boolean | null;
  readonly told: string;
}

/** A page as the origin has it and as the Worker gives it. */
export interface SeenPage {
  readonly opened: OpenedPage;
  /** How many elements of the origin's page the block's selector finds. */
  readonly targets: number;
  /** The page's `<html lang>`. */
  readonly language: string | undefined;
}
