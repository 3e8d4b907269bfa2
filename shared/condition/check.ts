import { type Issue, joinPath } from "../issue.ts";
import { CONDITION_DEPTH } from "../limits.ts";
import type { Groups } from "./groups.ts";
import { asks } from "./match.ts";
import { guess } from "./near.ts";
import {
  type Checker,
  type Place,
  type ValueType,
  LOGIC_OPERANDS,
  OPERANDS,
  checkType,
  show,
} from "./operands.ts";
import { isObject } from "./value.ts";

/** What a condition may refer to, and what is known of the attributes that it reads. */
export interface CheckOptions {
  readonly groups?: Groups | undefined;
  /** Only the ids are looked at; cycles are found by `cycleThrough`. */
  readonly segments?: Readonly<Record<string, unknown>> | undefined;
  /** Where the condition stands, in front of every path. */
  readonly path?: string | undefined;
  /** The type of the attribute at a dot path; undefined if it is open. */
  readonly typeOf?: ((path: string) => ValueType | undefined) | undefined;
  /** Whether there is an attribute at a dot path. */
  readonly known?: ((path: string) => boolean) | undefined;
  /** Attributes to guess from when one is unknown. */
  readonly names?: Iterable<string> | undefined;
}

/**
 * Everything that is wrong with a condition, with its places: unknown operators, bad operands and
 * regular expressions, operators mixed with fields, unknown groups and segments, what isn't JSON,
 * and nesting without end. With `typeOf` or `known` it is strict: also values of the wrong type,
 * unknown attributes, and operators that could never hold.
 */
export function checkCondition(condition: unknown, options: CheckOptions = {}): Issue[] {
  const issues: Issue[] = [];
  const ancestors = new Set<unknown>();

  /** Looks into an object or list, unless that would never end. */
  const enter = (operand: object, place: Place, look: () => void): void => {
    if (ancestors.has(operand)) checker.report(place, "contains itself");
    else if (ancestors.size >= CONDITION_DEPTH)
      checker.report(place, `nested more than ${CONDITION_DEPTH} deep`);
    else {
      ancestors.add(operand);
      look();
      ancestors.delete(operand);
    }
  };

  const attribute = (name: string, operand: unknown, place: Place): void => {
    const known = place.element || !options.known || options.known(name);
    if (!known) checker.report(place, guess("unknown attribute", name, options.names ?? []));
    const type = place.element ? undefined : options.typeOf?.(name);
    if (asks(operand)) checker.operators(operand, { ...place, type });
    else checker.value(operand, { ...place, type });
  };

  const conditionEntry = (key: string, operand: unknown, place: Place): void => {
    if (Object.hasOwn(LOGIC_OPERANDS, key)) {
      LOGIC_OPERANDS[key as keyof typeof LOGIC_OPERANDS](operand, place, checker);
    } else if (Object.hasOwn(OPERANDS, key)) {
      checker.report(place, "must stand inside an attribute");
    } else if (key.startsWith("$") && !asks(operand)) {
      checker.report(place, guess("unknown operator", key, Object.keys(LOGIC_OPERANDS)));
    } else attribute(key, operand, place);
  };

  const operatorEntry = (name: string, operand: unknown, place: Place): void => {
    if (Object.hasOwn(OPERANDS, name)) OPERANDS[name as keyof typeof OPERANDS](operand, place, checker);
    else if (Object.hasOwn(LOGIC_OPERANDS, name))
      checker.report(place, "must stand beside attributes, not inside one");
    else if (name === "$options") checker.report(place, "unknown operator; write $regexi to ignore case");
    else if (name.startsWith("$"))
      checker.report(place, guess("unknown operator", name, Object.keys(OPERANDS)));
    else checker.report(place, "a field can't stand beside operators; write a path with dots");
  };

  const checker: Checker = {
    strict: Boolean(options.typeOf ?? options.known),
    report: ({ path }, message) => void issues.push({ path, message }),
    hasGroup: (name) => Object.hasOwn(options.groups ?? {}, name),
    segment: (id, place) => {
      if (Object.hasOwn(options.segments ?? {}, id)) return;
      checker.report(
        place,
        guess(`there is no segment ${show(id)}`, id, Object.keys(options.segments ?? {})),
      );
    },
    condition: (operand, place) => {
      if (isObject(operand)) enter(operand, place, () => eachEntry(operand, place, conditionEntry));
      else checker.report(place, `expected a condition, got ${show(operand)}`);
    },
    conditions: (operand, place) => {
      if (!Array.isArray(operand))
        checker.report(place, `expected a list of conditions, got ${show(operand)}`);
      else
        operand.forEach((item, index) =>
          checker.condition(item, { ...place, path: joinPath(place.path, index) }),
        );
    },
    operators: (operand, place) => enter(operand, place, () => eachEntry(operand, place, operatorEntry)),
    value: (operand, place) => {
      checkType(operand, place, checker);
      if (typeof operand !== "object" || operand === null) {
        if (!isJson(operand)) checker.report(place, `expected a JSON value, got ${show(operand)}`);
      } else if (isObject(operand) && ![Object.prototype, null].includes(Object.getPrototypeOf(operand))) {
        checker.report(place, "expected a JSON value");
      } else {
        // What stands inside is compared as it is, so it has no type, and can't ask.
        const inside = { ...place, type: undefined };
        enter(operand, place, () => {
          if (Array.isArray(operand)) {
            operand.forEach((item, index) =>
              checker.value(item, { ...inside, path: joinPath(place.path, index) }),
            );
          } else eachEntry(operand as Readonly<Record<string, unknown>>, inside, valueEntry);
        });
      }
    },
  };

  const valueEntry = (key: string, operand: unknown, place: Place): void => {
    if (key.startsWith("$"))
      checker.report(place, "an operator can't stand inside a value; write a path with dots");
    else checker.value(operand, place);
  };

  checker.condition(condition, { path: options.path ?? "" });
  return issues;
}

function eachEntry(
  object: Readonly<Record<string, unknown>>,
  place: Place,
  look: (key: string, value: unknown, place: Place) => void,
): void {
  for (const key of Object.keys(object))
    look(key, object[key], { ...place, path: joinPath(place.path, key) });
}

function isJson(value: unknown): boolean {
  return typeof value === "number"
    ? Number.isFinite(value)
    : ["string", "boolean", "object"].includes(typeof value);
}
