import { escapeAttribute, escapeText } from "../html/escape.ts";
import type { AskBlock } from "../site/block-schema.ts";
import { branchesOf, followersOf, mostLeft } from "./flow.ts";
import { END, isScale, typeOf } from "./question.ts";
import { type Worded, type WordedQuestion, wordedIn } from "./wording.ts";

/** Ask no more than this of what is written freely. */
const TEXT_CHARACTERS = 2000;

/**
 * All steps of a block's questions as one form, in the first of the wanted languages that they are there in. It is
 * hidden, and stays so where no script runs: `style.ts` shows it. Invariant 8: all texts are escaped.
 * @param sensitive attributes of which nothing leaves the device: answers for them aren't counted
 */
export function askHtml(
  id: string,
  block: Pick<AskBlock, "questions" | "end">,
  languages: readonly (string | undefined)[],
  sensitive: ReadonlySet<string>,
): string {
  const worded = wordedIn(block, languages);
  const { language, direction, words } = worded;
  const told = JSON.stringify([words.progress, words.choose, words.failed]);
  return element("form", {
    attributes: {
      "data-selvedge-ask": id,
      lang: language,
      dir: direction,
      autocomplete: "off",
      // What a submission does where nothing of ours hears of it: nothing. Elsewhere answers would stand in an address.
      method: "dialog",
      "data-selvedge-words": told,
      hidden: true,
    },
    inside:
      element("div", {
        attributes: { "data-selvedge-steps": true },
        inside:
          worded.questions.map((_, at) => stepHtml(id, worded, at, sensitive)).join("") + endHtml(worded),
      }) + element("p", { attributes: { role: "status" } }),
  });
}

function stepHtml(id: string, worded: Worded, at: number, sensitive: ReadonlySet<string>): string {
  const each = worded.questions[at]!;
  const { question, text } = each;
  const { attribute } = question;
  const questions = worded.questions.map((other) => other.question);
  const branches = branchesOf(question);
  return element("fieldset", {
    attributes: {
      "data-selvedge-question": question.id,
      "data-selvedge-type": typeOf(question),
      "data-selvedge-left": String(mostLeft(questions, at)),
      "data-selvedge-branches": Object.keys(branches).length > 0 ? JSON.stringify(branches) : undefined,
      "data-selvedge-attribute": attribute,
      "data-selvedge-quiet": attribute !== undefined && sensitive.has(attribute),
      "data-selvedge-to": question.to,
      "data-selvedge-now": at === 0,
    },
    inside:
      element("legend", { attributes: { tabindex: "-1" }, inside: escapeText(text) }) +
      (typeOf(question) === "text" ? writtenHtml(worded, each) : optionsHtml(id, worded, each)) +
      waysHtml(worded, at),
  });
}

function optionsHtml(
  id: string,
  { words }: Worded,
  { question, options, low, high }: WordedQuestion,
): string {
  const scale = isScale(question);
  const last = options.length - 1;
  const type = typeOf(question) === "multiple" ? "checkbox" : "radio";
  const ends = [low, ...options.slice(1, last).map(() => ""), high];
  const inside = options.map(({ value, label, image, alt = "" }, index) => {
    const isStar = typeOf(question) === "stars";
    const said = isStar ? progressOf(words.progress, index + 1, options.length) : "";
    const end = scale ? ends[index]! : "";
    const seen =
      (image === undefined ? "" : element("img", { attributes: { src: image, alt } })) +
      (isStar
        ? element("b", { attributes: { "aria-hidden": "true" }, inside: "★" })
        : element("b", { inside: escapeText(label) })) +
      saidHtml([said, end].filter(Boolean).join(", "));
    // Forms of several blocks may have questions of one name.
    const input = element("input", { attributes: { type, name: `${id}.${question.id}`, value } });
    return element("label", { inside: input + element("span", { inside: seen }) });
  });
  const ways = low + high === "" ? "" : endsHtml(low, high);
  return (
    element("div", { attributes: { "data-selvedge-options": true }, inside: inside.join("") }) +
    (scale ? ways : "")
  );
}

/** What only those hear who hear the page. */
function saidHtml(text: string): string {
  return text === "" ? "" : element("i", { inside: escapeText(` ${text}`) });
}

/** What the ends of a scale mean, to be seen: those who hear the page hear it with the answers. */
function endsHtml(low: string, high: string): string {
  const inside = element("span", { inside: escapeText(low) }) + element("span", { inside: escapeText(high) });
  return element("p", { attributes: { "data-selvedge-ends": true, "aria-hidden": "true" }, inside });
}

function writtenHtml({ words }: Worded, { question, text }: WordedQuestion): string {
  const to = question.to ?? "";
  const isMail = /^mailto:/i.test(to);
  const where = isMail ? to.slice("mailto:".length).split("?", 1)[0]! : hostOf(to);
  return (
    element("textarea", {
      attributes: { rows: "3", maxlength: String(TEXT_CHARACTERS), "aria-label": text },
    }) +
    element("p", {
      attributes: { "data-selvedge-where": true },
      inside: escapeText((isMail ? words.toMail : words.toSite).replace("{to}", () => decoded(where))),
    })
  );
}

function waysHtml({ words, questions }: Worded, at: number): string {
  const question = questions[at]!.question;
  const all = questions.map((each) => each.question);
  const isLast = followersOf(all, at).every((follower) => follower === END);
  const isWritten = typeOf(question) === "text";
  const button = (name: string, text: string, type = "button") =>
    element("button", { attributes: { type, [`data-selvedge-${name}`]: true }, inside: escapeText(text) });
  const progress =
    all.length > 1
      ? element("small", {
          inside: escapeText(at === 0 ? progressOf(words.progress, 1, mostLeft(all, 0)) : ""),
        })
      : "";
  return element("p", {
    attributes: { "data-selvedge-ways": true },
    inside:
      (at > 0 ? button("back", words.back) : "") +
      progress +
      (isWritten ? button("skip", words.skip) : "") +
      button("next", isWritten ? words.send : isLast ? words.done : words.next, "submit"),
  });
}

function endHtml({ end, words }: Worded): string {
  const change = { type: "button", "data-selvedge-change": true };
  return element("div", {
    attributes: { "data-selvedge-end": true },
    inside:
      element("p", { attributes: { tabindex: "-1" }, inside: escapeText(end) }) +
      element("p", {
        attributes: { "data-selvedge-ways": true },
        inside: element("button", { attributes: change, inside: escapeText(words.change) }),
      }),
  });
}

function progressOf(template: string, n: number, m: number): string {
  return template.replace("{n}", String(n)).replace("{m}", String(m));
}

function hostOf(url: string): string {
  return /^https:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const VOID = ["input", "img"];

interface Made {
  /** True: there, without a value; false or undefined: not there. */
  readonly attributes?: Readonly<Record<string, string | boolean | undefined>>;
  /** HTML. */
  readonly inside?: string;
}

function element(tag: string, { attributes = {}, inside = "" }: Made): string {
  const own = Object.entries(attributes).map(([name, value]) =>
    value === undefined || value === false
      ? ""
      : ` ${name}="${value === true ? "" : escapeAttribute(value)}"`,
  );
  return `<${tag}${own.join("")}>${VOID.includes(tag) ? "" : `${inside}</${tag}>`}`;
}
