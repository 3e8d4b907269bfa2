import type { Construction } from "./construction.ts";
import { isOpen, type Stack } from "./state.ts";

/**
 * Holds a piece of a page to the letter: every tag must make, or end, just the element that it names, within the one
 * that is open, so that the piece means the same wherever such an element is open.
 */
export class Literal {
  readonly #building: Construction;
  #stack: Stack | undefined;
  #made: number;

  constructor(building: Construction) {
    this.#building = building;
    this.#stack = building.stack;
    this.#made = building.made;
  }

  /** A tag was handled. */
  tag(isEnd: boolean): void {
    const building = this.#building;
    building.conflict ??= isEnd ? this.#endConflict() : this.#startConflict();
    this.#stack = building.stack;
    this.#made = building.made;
  }

  /** Text was handled. */
  text(): void {
    const building = this.#building;
    if (building.stack !== this.#stack || building.made !== this.#made)
      building.conflict ??= "text can't stand there";
  }

  /** A comment was read. Around the body it belongs to the page, or to `<html>`, whatever is open. */
  comment(): void {
    if (/^(?:initial|before html|after body|after after body)$/.test(this.#building.mode))
      this.#building.conflict ??= "a comment can't stand there";
  }

  #startConflict(): string | undefined {
    const { kind, stack, made, newest } = this.#building;
    const before = this.#stack;
    const ended = firstEnded(before, stack);
    if (ended !== undefined) return `<${kind.name}> ends the <${ended}> around it`;
    if (made > this.#made + 1) return `<${kind.name}> needs another element around it`;
    if (made === this.#made || newest?.kind !== kind) return `<${kind.name}> isn't content`;
    if (newest.parent !== before?.element) return `<${kind.name}> can't stand there`;
    return stack === before || stack?.below === before ? undefined : `<${kind.name}> can't stand there`;
  }

  #endConflict(): string | undefined {
    const { kind, stack, made } = this.#building;
    const before = this.#stack;
    if (made !== this.#made || !before) return `</${kind.name}> has no start tag`;
    if (stack === before.below && before.element.kind === kind) return undefined;
    return before.element.kind === kind
      ? `</${kind.name}> ends more than its element`
      : `</${before.element.kind.name}> is missing`;
  }
}

/** The innermost element that was open before and isn't any more. */
function firstEnded(before: Stack | undefined, after: Stack | undefined): string | undefined {
  for (let at = before; at; at = at.below) if (!isOpen(after, at.element)) return at.element.kind.name;
  return undefined;
}
