import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parseFragment, serialize } from "parse5";
import { describe, expect, test } from "vitest";
import { circleIn } from "../../../shared/ask/flow.ts";
import { askHtml } from "../../../shared/ask/html.ts";
import { isAsking, valuesOf } from "../../../shared/ask/question.ts";
import { COMMON_LABELS, PRESETS } from "../../../shared/ask/presets.ts";
import { ASK_TEXTS } from "../../../shared/ask/texts.ts";
import { sensitiveTopic } from "../../../shared/site/sensitive.ts";
import type { AskQuestion } from "../../../shared/site/ask-schema.ts";
import { WIDGET_LANGUAGES } from "../../../shared/widget-languages.ts";
import { randomQuestions } from "./random-questions.ts";

type Element = DefaultTreeAdapterTypes.Element;

const html = (questions: AskQuestion[], languages: string[] = ["en"], sensitive: string[] = []) =>
  askHtml("poll", { questions }, languages, new Set(sensitive));

function all(parent: DefaultTreeAdapterTypes.ParentNode, tag: string): Element[] {
  return parent.childNodes.flatMap((node) =>
    "tagName" in node ? [...(node.tagName === tag ? [node] : []), ...all(node, tag)] : [],
  );
}
const textOf = (node: DefaultTreeAdapterTypes.ChildNode): string =>
  "value" in node ? node.value : "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
const attribute = (element: Element, name: string) => element.attrs.find((each) => each.name === name)?.value;

const hostile = fc.oneof(
  fc.string(),
  fc.constantFrom("</legend><script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "&amp;lt;", "'\"`"),
);

test("invariant 8: whatever an owner writes is text: the form parses into what is meant and nothing else", () => {
  const questions = fc
    .array(fc.record({ text: hostile, label: hostile, alt: hostile }), { minLength: 1, maxLength: 3 })
    .map((written) =>
      written.map(({ text, label, alt }, index): AskQuestion => ({
        id: `q${index}`,
        type: "single",
        text,
        options: [{ value: "a", label, image: "/a.png", alt }, { value: "b" }],
      })),
    );
  fc.assert(
    fc.property(questions, (asked) => {
      const made = html(asked);
      const fragment = parseFragment(made);
      // What a browser reads is what was written, but for what no parser lets through.
      const plain = /[\r\0]/.test(JSON.stringify(asked).replaceAll("\\r", "\r").replaceAll("\\u0000", "\0"));
      if (!plain) expect(serialize(fragment)).toBe(serialize(parseFragment(serialize(fragment))));
      expect(all(fragment, "script")).toEqual([]);
      expect(all(fragment, "fieldset")).toHaveLength(asked.length);
      expect(all(fragment, "input")).toHaveLength(2 * asked.length);
      const images = all(fragment, "img");
      expect(images).toHaveLength(asked.length);
      for (const [index, image] of images.entries()) {
        expect(image.attrs.map(({ name }) => name)).toEqual(["src", "alt"]);
        if (!plain) expect(attribute(image, "alt")).toBe((asked[index]!.options![0]!.alt as string) ?? "");
      }
      if (!plain)
        expect(all(fragment, "legend").map((legend) => textOf(legend))).toEqual(
          asked.map(({ text }) => text),
        );
    }),
  );
});

test("any questions without a circle become one form, its first step shown, every answer in it once", () => {
  fc.assert(
    fc.property(randomQuestions, (questions) => {
      fc.pre(circleIn(questions) === undefined);
      const fragment = parseFragment(html(questions));
      expect(fragment.childNodes).toHaveLength(1);
      const steps = all(fragment, "fieldset");
      expect(steps.map((step) => attribute(step, "data-selvedge-question"))).toEqual(
        questions.map(({ id }) => id),
      );
      expect(steps.map((step) => attribute(step, "data-selvedge-now"))).toEqual(
        questions.map((_, index) => (index === 0 ? "" : undefined)),
      );
      for (const [index, step] of steps.entries()) {
        const values = all(step, "input").map((input) => attribute(input, "value"));
        expect(values).toEqual(valuesOf(questions[index]!));
        expect(all(step, "legend")).toHaveLength(1);
      }
    }),
  );
});

describe("the form", () => {
  const survey: AskQuestion[] = [
    { id: "nps", preset: "nps", next: { "0-6": "why", "7-10": "end" } },
    { id: "why", type: "text", text: { en: "Why?", pl: "Dlaczego?" }, to: "https://shop.example/feedback?x" },
  ];

  test("is one that the edge knows as such, and no submission leads anywhere", () => {
    const made = html(survey);
    expect(isAsking({ html: made })).toBe(true);
    expect(made).toContain('method="dialog"');
    expect(made).toContain(" hidden=");
  });

  test("speaks the page's language, presets and our own words, too", () => {
    const made = html(survey, ["pl-PL"]);
    expect(made).toContain('lang="pl"');
    expect(made).toContain("Na ile prawdopodobne jest");
    expect(made).toContain("Dlaczego?");
    expect(made).toContain("Wyślij");
    expect(html([{ id: "ces", preset: "ces" }], ["ar"])).toContain('lang="ar" dir="rtl"');
    // One text alone is in the page's language, which the form needn't say again.
    expect(html([{ id: "a", type: "nps", text: "Hoe was het?" }], ["nl"])).not.toContain("lang=");
  });

  test("says where what is written goes", () => {
    expect(html(survey)).toContain("straight to shop.example.");
    const mail = html([{ id: "why", preset: "why", to: "mailto:us%2Bpoll@shop.example?subject=x" }]);
    expect(mail).toContain("a message to us+poll@shop.example.");
  });

  test("takes what the owner writes before what a preset says", () => {
    const made = html([
      {
        id: "s",
        preset: "size",
        text: "How big?",
        options: [{ value: "s", label: "Little" }, { value: "m" }],
      },
    ]);
    expect(made).toContain("How big?");
    expect(made).toContain("<b>Little</b>");
    // What isn't written is the preset's.
    expect(made).toContain("<b>M</b>");
    expect(made).not.toContain("XL");
    expect(html([{ id: "n", preset: "nps", low: "Never" }])).toContain("Never");
    // Another scale isn't the preset's, so its ends have no words.
    expect(html([{ id: "n", preset: "nps", type: "stars" }])).not.toContain("Not at all likely");
  });

  test("marks answers for sensitive attributes, of which nothing is counted", () => {
    const asked: AskQuestion[] = [{ id: "a", preset: "size", attribute: "secret" }];
    expect(html(asked, [], ["secret"])).toContain("data-selvedge-quiet");
    expect(html(asked)).not.toContain("data-selvedge-quiet");
  });
});

describe("presets", () => {
  test.each(WIDGET_LANGUAGES)("say everything in %s", (language) => {
    const { presets, words } = ASK_TEXTS[language];
    for (const [name, { values, type }] of Object.entries(PRESETS)) {
      const preset = presets[name as keyof typeof presets];
      expect(preset.text).not.toBe("");
      const labels = preset.labels ?? COMMON_LABELS[name as keyof typeof presets];
      expect(Object.keys(labels ?? {})).toEqual(values ?? []);
      expect([preset.low, preset.high].every(Boolean), name).toBe(["nps", "csat", "ces"].includes(type));
    }
    expect(words.progress).toMatch(/\{n\}.*\{m\}/);
    expect(words.toSite).toContain("{to}");
    expect(words.toMail).toContain("{to}");
  });

  test("have answers that attributes may keep: none names a special category", () => {
    const values = Object.values(PRESETS).flatMap((preset) => preset.values ?? []);
    expect(values.filter((value) => sensitiveTopic(value))).toEqual([]);
    expect(Object.keys(PRESETS).filter((name) => sensitiveTopic(name))).toEqual([]);
  });
});
