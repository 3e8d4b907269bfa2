import { joinPath } from "../issue.ts";
import { type Condition, asks } from "./match.ts";
import type { OPERATORS } from "./operators.ts";
import { guess } from "./near.ts";
import { isObject } from "./value.ts";
import { parseVersion } from "./version.ts";

/** What is known of the type of the values that an attribute takes. */
export type ValueType = "number" | "string" | "boolean" | "list" | "object";

/** A place in a condition. */
export interface Place {
  readonly path: string;
  /** The type of the value that stands to question, if it is known. */
  readonly type?: ValueType | undefined;
  /** Inside `$elemMatch`, where paths are those of the element. */
  readonly element?: boolean | undefined;
}

/** What operand checks report to, and look into nested conditions with. */
export interface Checker {
  /** Attributes are known: refuse also what could only ever be false. */
  readonly strict: boolean;
  readonly report: (place: Place, message: string) => void;
  /** A condition. */
  readonly condition: (operand: unknown, place: Place) => void;
  /** Several of them. */
  readonly conditions: (operand: unknown, place: Place) => void;
  /** Operators on a value. */
  readonly operators: (operand: Condition, place: Place) => void;
  /** A value that stands for itself. */
  readonly value: (operand: unknown, place: Place) => void;
  readonly hasGroup: (name: string) => boolean;
  readonly segment: (id: string, place: Place) => void;
}

type OperandCheck = (operand: unknown, place: Place, checker: Checker) => void;
type LogicName = "$and" | "$or" | "$nor" | "$segment";

const TYPES = ["string", "number", "boolean", "null", "array", "object"];
/** What is said of types of values. */
export const TYPE_NAMES = {
  number: "a number",
  string: "a text",
  boolean: "true or false",
  list: "a list",
  object: "an object",
};

/** A value in a message: short, and recognizable. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return "an object";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Reports a value that isn't of the attribute's type. Null is of every type. */
export function checkType(operand: unknown, place: Place, checker: Checker): void {
  const type = Array.isArray(operand) ? "list" : typeof operand;
  if (place.type && operand !== null && type !== place.type) {
    checker.report(place, `expected ${TYPE_NAMES[place.type]}, got ${show(operand)}`);
  }
}

/** Refuses an operator that could never hold of the attribute's type. */
function only(types: readonly ValueType[], wanted: string, check: OperandCheck): OperandCheck {
  return (operand, place, checker) => {
    if (place.type && !types.includes(place.type)) {
      checker.report(place, `asks about ${wanted}, but the attribute is ${TYPE_NAMES[place.type]}`);
    } else check(operand, place, checker);
  };
}

const anyValue: OperandCheck = (operand, place, checker) => checker.value(operand, place);

const orderedValue = only(["number", "string"], "an order", (operand, place, checker) => {
  const plain = typeof operand === "number" || typeof operand === "string";
  if (plain || !checker.strict) checker.value(operand, place);
  else
    checker.report(
      place,
      `expected ${place.type ? TYPE_NAMES[place.type] : "a number or a text"}, got ${show(operand)}`,
    );
});

/** Anything but a list is false in the language, so it is only told where somebody wants to know. */
const list: OperandCheck = (operand, place, checker) => {
  if (Array.isArray(operand)) {
    // Of a list they ask about its elements, which are texts.
    const type = place.type === "list" ? "string" : place.type;
    operand.forEach((item, index) =>
      checker.value(item, { ...place, type, path: joinPath(place.path, index) }),
    );
  } else if (checker.strict) checker.report(place, `expected a list, got ${show(operand)}`);
};

const group: OperandCheck = (operand, place, checker) => {
  if (typeof operand !== "string")
    checker.report(place, `expected the name of a group, got ${show(operand)}`);
  else if (!checker.hasGroup(operand)) checker.report(place, `there is no group ${show(operand)}`);
};

const pattern = only(["string"], "a text", (operand, place, checker) => {
  if (typeof operand !== "string") {
    checker.report(place, `expected a regular expression as text, got ${show(operand)}`);
    return;
  }
  const problem = regexProblem(operand);
  if (problem !== undefined) checker.report(place, problem);
});

function regexProblem(source: string): string | undefined {
  try {
    return void new RegExp(source);
  } catch (error) {
    return (error as Error).message;
  }
}

const version = only(["string"], "a version", (operand, place, checker) => {
  if (!parseVersion(operand))
    checker.report(place, `expected a version such as "1.2.3", got ${show(operand)}`);
});

/** What the operand of each operator on a value must be. */
export const OPERANDS: Readonly<Record<Exclude<keyof typeof OPERATORS, LogicName>, OperandCheck>> = {
  $eq: anyValue,
  $ne: anyValue,
  $gt: orderedValue,
  $gte: orderedValue,
  $lt: orderedValue,
  $lte: orderedValue,
  $in: list,
  $nin: list,
  $ini: list,
  $nini: list,
  $all: only(["list"], "a list", list),
  $alli: only(["list"], "a list", list),
  $inGroup: group,
  $notInGroup: group,
  $regex: pattern,
  $regexi: pattern,
  $veq: version,
  $vne: version,
  $vgt: version,
  $vgte: version,
  $vlt: version,
  $vlte: version,
  $exists: (operand, place, checker) => {
    if (typeof operand !== "boolean") checker.report(place, `expected true or false, got ${show(operand)}`);
  },
  $type: (operand, place, checker) => {
    if (TYPES.includes(operand as string)) return;
    const message = `expected one of ${TYPES.join(", ")}, got ${show(operand)}`;
    checker.report(place, typeof operand === "string" ? guess(message, operand, TYPES) : message);
  },
  $size: only(["list"], "a list", (operand, place, checker) => {
    if (asks(operand)) checker.operators(operand, { ...place, type: checker.strict ? "number" : undefined });
    else if (typeof operand !== "number") checker.report(place, `expected a number, got ${show(operand)}`);
  }),
  $elemMatch: only(["list"], "a list", (operand, place, checker) => {
    const element = { path: place.path, element: true };
    if (!isObject(operand)) checker.report(place, `expected a condition, got ${show(operand)}`);
    else if (asksElements(operand)) checker.operators(operand, element);
    else checker.condition(operand, element);
  }),
  $not: (operand, place, checker) => {
    if (asks(operand)) checker.operators(operand, place);
    else checker.report(place, `expected operators, got ${show(operand)}`);
  },
};

/** What the operand of each operator that stands beside attributes must be. */
export const LOGIC_OPERANDS: Readonly<Record<LogicName | "$not", OperandCheck>> = {
  $and: (operand, place, checker) => checker.conditions(operand, place),
  $or: (operand, place, checker) => checker.conditions(operand, place),
  $nor: (operand, place, checker) => checker.conditions(operand, place),
  $not: (operand, place, checker) => checker.condition(operand, place),
  $segment: (operand, place, checker) => {
    if (place.element) checker.report(place, "a segment can't be asked about an element");
    else if (typeof operand === "string") checker.segment(operand, place);
    else checker.report(place, `expected the id of a segment, got ${show(operand)}`);
  },
};

/** Whether the operand of `$elemMatch` asks the elements themselves rather than what is in them. */
function asksElements(operand: Condition): boolean {
  const names = Object.keys(operand);
  const operators = names.length > 0 && names.every((name) => Object.hasOwn(OPERANDS, name));
  return operators && (operand["$not"] === undefined || asks(operand["$not"]));
}
