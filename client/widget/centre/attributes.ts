import type { KnownAttribute } from "../../known/contract.ts";
import { element } from "../element.ts";
import type { View } from "./contract.ts";
import { isolated, list, part, row, small } from "./pieces.ts";
import { dateWords, forgottenWords, valueWords } from "./words.ts";

/** Among what is settled: which attributes come first is. */
const FIRST = "attributes";

/** What this browser keeps: each attribute with its value, why, and how long, and a switch; before them one for all. */
export function attributesPart(view: View): HTMLElement {
  const { text, known, consented, broken } = view;
  if (broken) return part(text.noted, small(text.unreadable));
  if (!known || !consented) return part(text.noted, small(consented ? text.nothing : text.refused));
  const { since, retention, switchedOff, attributes } = known;
  const until = since === undefined ? undefined : since + retention;
  return part(
    text.noted,
    until === undefined ? "" : small(text.since(dateWords(since!, text), dateWords(until, text))),
    element(
      "ul",
      { class: "all" },
      row(
        {
          key: "all",
          name: text.all,
          on: !switchedOff.all,
          press: (on) => view.change((part, host) => part.switchAllOff(host, !on)),
        },
        small(switchedOff.all ? text.allOff : text.offWhy),
      ),
    ),
    switchedOff.all
      ? ""
      : list(
          inOrder(attributes, view).map((each) => attributeRow(view, each, until)),
          text.nothing,
        ),
  );
}

/** What something is known of comes first. It is settled once, so that nothing moves under whoever switches. */
function inOrder(attributes: readonly KnownAttribute[], { settled }: View): readonly KnownAttribute[] {
  if (!settled.has(FIRST)) {
    settled.add(FIRST);
    for (const { id, value } of attributes)
      if (Array.isArray(value) ? value.length > 0 : value) settled.add(`attributes ${id}`);
  }
  const rank = ({ id }: KnownAttribute): number => Number(!settled.has(`attributes ${id}`));
  return [...attributes].sort((one, other) => rank(one) - rank(other));
}

function attributeRow(
  view: View,
  { id, kind, off, value = null, answers, definition, until }: KnownAttribute,
  end: number | undefined,
): HTMLElement {
  const { text, me, change } = view;
  const { name = id, why = "" } = me?.attributes[id] ?? {};
  const lang = me?.languages.names;
  const what = {
    key: `attributes ${id}`,
    name,
    lang,
    on: !off,
    // What it is made of has to be switched on first; while everything rests nothing is changed.
    press:
      off === "base"
        ? undefined
        : (on: boolean) => change((part, host) => part.switchOff(host, "attributes", id, !on)),
  };
  if (off) return row(what, small(off === "base" ? text.baseOff : text.attributeOff), small(why, lang));
  const said = valueWords(value, definition, text);
  return row(
    what,
    answers
      ? (kind === "choices" ? answerSwitches : answerSelect)(view, id, name, [value ?? []].flat(), answers)
      : element("p", { class: value === null ? "value none" : "value" }, isolated(said)),
    small(why, lang),
    small(forgottenWords(definition, until ?? end, text)),
  );
}

/** An answer that the visitor gave, to be corrected in place. */
function answerSelect(
  { text, change }: View,
  id: string,
  name: string,
  [value]: readonly unknown[],
  answers: readonly string[],
): HTMLElement {
  const select = element(
    "select",
    { "aria-label": name, "data-key": `answer ${id}` },
    ...["", ...answers].map((each) => element("option", { value: each }, each || text.none)),
  );
  select.value = (value as string | undefined) ?? "";
  select.addEventListener("change", () =>
    change((part, host) => part.correct(host, id, select.value || null)),
  );
  return select;
}

/** What the visitor chose of several answers, and what not: a switch for each. */
function answerSwitches(
  { change }: View,
  id: string,
  name: string,
  chosen: readonly unknown[],
  answers: readonly string[],
): HTMLElement {
  const switches = answers.map((value) => {
    const it = element("input", {
      type: "checkbox",
      role: "switch",
      part: "switch",
      "data-key": `answer ${id} ${value}`,
    });
    it.checked = chosen.includes(value);
    return it;
  });
  const group = element(
    "div",
    { role: "group", "aria-label": name },
    ...switches.map((it, at) => element("label", {}, it, isolated(answers[at]!))),
  );
  group.addEventListener("change", () =>
    change((part, host) =>
      part.correct(
        host,
        id,
        answers.filter((_, at) => switches[at]!.checked),
      ),
    ),
  );
  return group;
}
