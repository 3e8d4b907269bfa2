import type { DomEdit } from "../../shared/dom-edit.ts";
import { REDONE_PER_VIEW } from "../../shared/limits.ts";
import { adopt } from "./adopt.ts";
import { type Done, doTo, isOurs, type Means } from "./done.ts";

/** Keeps the blocks of a view in the page, whatever draws there. */
export interface Keeper {
  /** These are the blocks now: others are undone. Returns those that can't be done. */
  readonly keep: (edits: readonly DomEdit[], means: Means) => string[];
  /** One more, in the place of those that want the same; returns the elements that it was done to. */
  readonly add: (edit: DomEdit, means: Means) => readonly Element[];
  /** One less. */
  readonly drop: (edit: DomEdit) => void;
  /** The elements that a block is for, as the page is now, that don't have it. */
  readonly targetsOf: (edit: DomEdit) => Element[];
}

/**
 * For the blocks of one document. `gaveUp` hears of a block that the page keeps taking away; `find` knows the blocks that
 * are there already.
 */
export function createKeeper(
  root: Document,
  gaveUp: (block: string) => void,
  find: typeof adopt | (() => undefined) = adopt,
): Keeper {
  let edits: readonly DomEdit[] = [];
  let means: Means;
  let done: Done[] = [];
  /** How often each block was done again in this view; those at the limit are left alone. */
  const redone = new Map<string, number>();
  let refused = new Set<string>();

  const targetsOf = ({ target, limit = Infinity, ...edit }: DomEdit): Element[] => {
    const own = done.filter((each) => each.edit.block === edit.block);
    const away = own.filter(({ holder }) => holder).length;
    const found = [...root.querySelectorAll(target)].filter(
      (each) => !isOurs(each) || own.some((one) => one.target === each),
    );
    return found
      .slice(0, Math.max(0, limit - away))
      .filter((each) => !own.some((one) => one.target === each));
  };

  const isWanted = (target: Element, { block, claims }: DomEdit) =>
    done.some(
      (each) =>
        each.target === target &&
        each.edit.block !== block &&
        each.edit.claims.some((claim) => claims.includes(claim)),
    );

  const undo = (gone: readonly Done[]) => {
    for (const each of [...gone].reverse()) each.undo();
    done = done.filter((each) => !gone.includes(each));
  };

  /** Does what isn't done, in the order of the blocks; targets are those of the page as it is before. */
  const complete = () => {
    const gone = done.filter(({ isThere, target, holder }) => !isThere() || !(holder ?? target.isConnected));
    undo(gone);
    const found = edits.map((edit) => [edit, targetsOf(edit)] as const);
    for (const [edit, targets] of found) {
      const { block } = edit;
      if (refused.has(block) || targets.length === 0) continue;
      if (targets.some((target) => isWanted(target, edit))) {
        refused.add(block);
        continue;
      }
      if (gone.some((each) => each.edit.block === block)) {
        const times = (redone.get(block) ?? 0) + 1;
        redone.set(block, times);
        if (times > REDONE_PER_VIEW) {
          refused.add(block);
          gaveUp(block);
          continue;
        }
      }
      try {
        for (const target of targets)
          if (target.isConnected) done.push(find(target, edit, means) ?? doTo(target, edit, means));
      } catch {
        refused.add(block);
      }
    }
  };

  const observer = new MutationObserver(() => {
    try {
      complete();
      watch();
    } catch {
      // The page goes on as it draws itself.
    }
  });

  /** Only while there is something to keep. What we do ourselves isn't looked at. */
  const watch = () => {
    observer.disconnect();
    if (edits.length === 0) return;
    const names = edits.flatMap(({ calls }) =>
      calls.flatMap(([on, method, given]) =>
        on === "classList"
          ? ["class"]
          : method.endsWith("Attribute")
            ? [(given as readonly string[])[0]!]
            : [],
      ),
    );
    observer.observe(root, {
      childList: true,
      subtree: true,
      characterData: true,
      ...(names.length > 0 && { attributeFilter: names }),
    });
    for (const { holder } of done) if (holder) observer.observe(holder, { childList: true });
  };

  return {
    targetsOf,
    keep(now, how) {
      const texts = now.map((edit) => JSON.stringify(edit));
      const stay = (each: Done) => texts.includes(JSON.stringify(each.edit));
      undo(done.filter((each) => !stay(each)));
      edits = now;
      means = how;
      redone.clear();
      refused = new Set();
      complete();
      watch();
      return [...refused];
    },
    add(edit, how) {
      means = how;
      const targets = targetsOf(edit);
      undo(
        done.filter(
          (each) => targets.includes(each.target) && isWanted(each.target, edit) && overlaps(each.edit, edit),
        ),
      );
      edits = [...edits.filter((each) => each.target !== edit.target || !overlaps(each, edit)), edit];
      complete();
      watch();
      return targets;
    },
    drop(edit) {
      undo(done.filter((each) => each.edit === edit));
      edits = edits.filter((each) => each !== edit);
      watch();
    },
  };
}

function overlaps(one: DomEdit, other: DomEdit): boolean {
  return one.claims.some((claim) => other.claims.includes(claim));
}
