import { describe, expect, test } from "vitest";
import { checkSite } from "../../../shared/site/check.ts";

const attributes = {
  outdoors: { declared: ["hiking", "running"] },
  matters: { choices: ["hiking", "running"] },
  visits: { count: "visit" },
  pregnant: { declared: ["yes", "no"], sensitive: true, label: "Pregnant", why: "For sizes" },
};
const choice = {
  id: "what",
  type: "single",
  text: "What?",
  options: [{ value: "hiking" }, { value: "running" }],
};

/** The problems of a block with these questions, each as its place within the block and its message. */
function problems(questions: object[], block: object = {}): string[] {
  const checked = checkSite({
    version: 1,
    id: "t",
    languages: ["en", "pl"],
    attributes,
    blocks: { poll: { op: "ask", kind: "panel", questions, ...block } },
  });
  return checked.ok
    ? []
    : checked.issues.map(({ path, message }) => `${path.replace(/^blocks\.poll\.?/, "")}: ${message}`);
}

describe("invariant 9: what is wrong with a block that asks is told by its place", () => {
  test("nothing, where all is right", () => {
    expect(
      problems([
        { ...choice, attribute: "outdoors", next: { hiking: "end" } },
        { id: "n", preset: "nps" },
      ]),
    ).toEqual([]);
    expect(problems([{ id: "why", preset: "why", to: "mailto:us@shop.example?subject=Hello" }])).toEqual([]);
  });

  test("where it leads", () => {
    expect(problems([{ ...choice, next: { hikin: "end", running: "wat" } }])).toEqual([
      'questions[0].next.hikin: there is no answer "hikin", did you mean hiking?',
      'questions[0].next.running: there is no question "wat", did you mean what?',
    ]);
    expect(
      problems([
        { ...choice, next: { running: "b" } },
        { ...choice, id: "b", next: "what" },
      ]),
    ).toEqual(["questions: may never end: what → b → what"]);
    expect(
      problems([
        { ...choice, next: "end" },
        { ...choice, id: "b" },
      ]),
    ).toEqual(['questions[1]: "b" is never asked: nothing leads to it']);
    expect(problems([choice, choice])).toEqual(['questions[1].id: "what" is asked twice']);
    expect(problems([{ ...choice, id: "end" }])).toContain(
      'questions[0].id: "end" is what comes after the last question',
    );
  });

  test("what can be answered", () => {
    expect(problems([{ id: "a", text: "A?" }])).toEqual([
      "questions[0].type: missing, expected a type or a preset",
    ]);
    expect(problems([{ id: "a", type: "single", text: "A?" }])).toEqual([
      "questions[0].options: missing, expected what can be chosen",
    ]);
    expect(problems([{ id: "a", type: "nps", text: "A?", options: choice.options }])).toEqual([
      "questions[0].options: nps has answers of its own",
    ]);
    expect(problems([{ ...choice, low: "x", options: [{ value: "a" }, { value: "a" }] }])).toEqual([
      "questions[0].low: single is no scale",
      'questions[0].options[1].value: "a" is listed twice',
    ]);
    expect(
      problems([
        {
          ...choice,
          options: [
            { value: "a", image: "javascript:x()" },
            { value: "b", alt: "x" },
          ],
        },
      ]),
    ).toEqual([
      'questions[0].options[0].image: expected a URL that is http(s) or relative, got "javascript:x()"',
      "questions[0].options[1].alt: there is no image",
    ]);
    expect(problems([{ ...choice, text: { de: "Was?" } }])).toEqual([
      `questions[0].text.de: "de" isn't among the languages of the site`,
    ]);
  });

  test("which attribute takes it", () => {
    const asked = (attribute: string, more: object = {}) => problems([{ ...choice, attribute, ...more }]);
    expect(asked("outdoor")).toEqual([
      'questions[0].attribute: unknown attribute "outdoor", did you mean outdoors?',
    ]);
    expect(asked("visits")).toEqual([`questions[0].attribute: "visits" isn't declared by the visitor`]);
    expect(asked("outdoors", { options: [...choice.options, { value: "camping" }] })).toEqual([
      `questions[0].attribute: "outdoors" doesn't take "camping"`,
    ]);
    expect(asked("outdoors", { type: "multiple" })).toEqual([
      'questions[0].attribute: "outdoors" is "declared", which holds one answer; make it "choices"',
    ]);
    expect(asked("matters", { type: "multiple" })).toEqual([]);
    expect(asked("matters")).toEqual([
      'questions[0].attribute: "matters" is "choices", of which only "multiple" asks; make it "declared"',
    ]);
    const options = [...choice.options, { value: "sleeping" }];
    expect(asked("matters", { type: "multiple", options })).toEqual([
      'questions[0].attribute: "matters" doesn\'t take "sleeping"',
    ]);
    expect(problems([{ id: "w", preset: "why", to: "mailto:a@b.example", attribute: "outdoors" }])).toEqual([
      "questions[0].attribute: what is written freely isn't kept",
    ]);
  });

  test.each([
    ["http://shop.example/", "an URL that isn't safe"],
    ["https://user:word@shop.example/", "one with a name"],
    ["javascript:alert(1)", "a script"],
    ["mailto:", "a mail to nobody"],
    ["/feedback", "a path"],
  ])("where what is written goes: not to %s", (to) => {
    expect(problems([{ id: "w", preset: "why", to }])).toEqual([
      `questions[0].to: expected an https URL, or a mailto: link, got ${JSON.stringify(to)}`,
    ]);
  });

  test("that what is written freely goes somewhere, and nothing else does", () => {
    expect(problems([{ id: "w", preset: "why" }])).toEqual([
      "questions[0].to: missing, expected where it is sent: an https URL, or a mailto: link",
    ]);
    expect(problems([{ ...choice, to: "https://shop.example/" }])).toEqual([
      "questions[0].to: only what is written freely is sent anywhere",
    ]);
  });

  test("special categories, unless a sensitive attribute keeps the answer", () => {
    const asked = {
      id: "p",
      type: "single",
      text: "Are you pregnant?",
      options: [{ value: "yes" }, { value: "no" }],
    };
    expect(problems([asked])[0]).toMatch(/^questions\[0\]\.text: speaks of .*, a special category/);
    expect(problems([{ ...asked, attribute: "pregnant" }])).toEqual([]);
    expect(problems([{ ...choice, options: [{ value: "diabetes" }, { value: "other" }] }])[0]).toMatch(
      /^questions\[0\]\.options\[0\]\.value: speaks of/,
    );
  });

  test("how and when it is shown, as for messages", () => {
    expect(problems([choice], { kind: "inline" })).toEqual([
      "target: missing, expected a CSS selector for where it goes",
    ]);
    expect(problems([choice], { sample: 2 })).toEqual(["sample: expected 0 to 1, got 2"]);
    expect(problems([choice], { trigger: "enter" })[0]).toMatch(/^trigger: nothing becomes true/);
  });
});
