import type { Bound, Language, Unit } from "./language.ts";
import { formatted } from "./format.ts";

const TAG = "ar";
const { number, pluralOf } = formatted(TAG);

/**
 * A noun: one, two (as a subject, and after a preposition), 3 to 10, 11 to 99, and after hundreds, fractions and
 * "last"; and how all of them together are called.
 */
interface Noun {
  readonly one: string;
  readonly two: readonly [subject: string, object: string];
  readonly few: string;
  readonly many: string;
  readonly other: string;
  readonly all: string;
}

/** A noun whose number stands in one word, with what follows it. */
const feminine = (stem: string, all: string): Noun => ({
  one: `${stem}ة واحدة`,
  two: [`${stem}تان`, `${stem}تين`],
  few: `${stem}ات`,
  many: `${stem}ة`,
  other: `${stem}ة`,
  all,
});
const masculine = (stem: string, plural: string, rest: string, all: string): Noun => ({
  one: `${stem} واحد${rest}`,
  two: [`${stem}ان${rest}`, `${stem}ين${rest}`],
  few: plural + rest,
  many: `${stem}ًا${rest}`,
  other: stem + rest,
  all,
});
/** "Operations" of something, where the number stands in their word. */
const operations = (of: string): Noun => ({
  one: `عملية ${of} واحدة`,
  two: [`عمليتا ${of}`, `عمليتي ${of}`],
  few: `عمليات ${of}`,
  many: `عملية ${of}`,
  other: `عملية ${of}`,
  all: `عمليات ال${of}`,
});

const EVENTS: Readonly<Record<string, Noun>> = {
  visit: feminine("زيار", "الزيارات"),
  view: feminine("مشاهد", "المشاهدات"),
  click: feminine("نقر", "النقرات"),
  scroll: feminine("تمرير", "التمريرات"),
  dwell: feminine("وقف", "الوقفات على الصفحات"),
  search: operations("بحث"),
  cart: masculine("تغيير", "تغييرات", " في السلة", "تغييرات السلة"),
  purchase: operations("شراء"),
  answer: feminine("إجاب", "الإجابات"),
  form: masculine("نموذج", "نماذج", "", "النماذج"),
};
const DAY = masculine("يوم", "أيام", "", "الأيام");

function nounOf(unit: Unit): Noun {
  if (unit === "day") return DAY;
  if (Object.hasOwn(EVENTS, unit.event)) return EVENTS[unit.event]!;
  return masculine("حدث", "أحداث", ` «${unit.event}»`, `أحداث «${unit.event}»`);
}
const all = (event: string) => nounOf({ event }).all;
const last = (event: string) => `آخر ${nounOf({ event }).other}`;

/** One and two are said by the noun alone. */
function counted(value: number, unit: Unit, isObject: boolean): string {
  const { one, two, few, many, other } = nounOf(unit);
  const plural = pluralOf(value);
  if (plural === "one") return one;
  if (plural === "two") return two[isObject ? 1 : 0];
  return `${number(value)} ${plural === "few" ? few : plural === "many" ? many : other}`;
}

const BOUNDS: Readonly<Record<Bound, (amount: string) => string>> = {
  exactly: (amount) => amount,
  least: (amount) => `${amount} على الأقل`,
  most: (amount) => `${amount} على الأكثر`,
  more: (amount) => `أكثر من ${amount}`,
  less: (amount) => `أقل من ${amount}`,
};

/** Arabic. A dash stands between a name and what it is, so that nothing has to agree with owners' words. */
export const ar: Language = {
  tag: TAG,
  quotes: ["«", "»"],
  amount: (bound, value, unit) =>
    BOUNDS[bound](
      unit === undefined ? number(value) : counted(value, unit, bound === "more" || bound === "less"),
    ),
  values: { yes: "نعم", no: "لا", none: "لا شيء بعد", other: "شيء آخر" },
  terms: {
    device: { mobile: "هاتف", tablet: "جهاز لوحي", desktop: "حاسوب" },
    referrer: {
      search: "محرّك بحث",
      social: "شبكة اجتماعية",
      email: "رسالة بريد",
      ad: "إعلان",
      direct: "دخول مباشر",
      internal: "هذا الموقع",
      other: "موقع آخر",
    },
  },
  needs: {
    any: "أي قيمة",
    nothing: "لا قيمة",
    but: (what) => `أي شيء سوى ${what}`,
    orNothing: (what) => `${what} أو لا شيء`,
    anyCase: (what) => `${what} بأحرف كبيرة أو صغيرة`,
    matching: (expression) => `نص على النمط ${expression}`,
    group: (name) => `شيء من القائمة ${name}`,
    listWithAll: (list) => `قائمة فيها ${list}`,
    listOfLength: (amount) => `قائمة طولها ${amount}`,
    listWithOne: (what) => `قائمة فيها ${what}`,
    texts: {
      least: (text) => `${text} أو ما بعده أبجديًا`,
      most: (text) => `${text} أو ما قبله أبجديًا`,
      more: (text) => `ما بعد ${text} أبجديًا`,
      less: (text) => `ما قبل ${text} أبجديًا`,
    },
    versions: {
      exactly: (text) => `الإصدار ${text}`,
      least: (text) => `الإصدار ${text} أو أحدث`,
      most: (text) => `الإصدار ${text} أو أقدم`,
      more: (text) => `إصدار أحدث من ${text}`,
      less: (text) => `إصدار أقدم من ${text}`,
    },
    types: {
      string: "نص",
      number: "عدد",
      boolean: "نعم أو لا",
      null: "لا قيمة",
      array: "قائمة",
      object: "كائن",
    },
  },
  contexts: {
    country: "البلد",
    region: "المنطقة",
    city: "المدينة",
    continent: "القارة",
    timezone: "المنطقة الزمنية",
    language: "اللغة",
    device: "الجهاز",
    hour: "ساعة اليوم",
    weekday: "يوم الأسبوع",
    referrer: "ما قاد إلى هذه الصفحة",
    referrerHost: "الموقع الذي قاد إلى هذه الصفحة",
    source: "مصدر هذه الزيارة",
    medium: "قناة هذه الزيارة",
    campaign: "حملة هذه الزيارة",
    network: "الشبكة",
    path: "مسار هذه الصفحة",
    host: "اسم هذا الموقع",
  },
  request: "الطلب",
  kinds: {
    count: ({ event }) => `عدد ${all(event)}`,
    sum: ({ event, of }) => `مجموع ${of} في كل ${all(event)}`,
    min: ({ event, of }) => `أدنى قيمة ${of} في كل ${all(event)}`,
    max: ({ event, of }) => `أعلى قيمة ${of} في كل ${all(event)}`,
    average: ({ event, of }) => `متوسط ${of} في كل ${all(event)}`,
    first: ({ event, of }) => `أول قيمة ${of} في كل ${all(event)}`,
    last: ({ event, of }) => `آخر قيمة ${of} في كل ${all(event)}`,
    distinct: ({ event, of }) => `عدد القيم المختلفة ${of} في كل ${all(event)}`,
    set: ({ event, of }) => `قائمة القيم الأخيرة ${of} في ${all(event)}`,
    top: ({ event, of }) => `أكثر القيم تكرارًا ${of} في كل ${all(event)}`,
    habit: ({ event, of }) => `القيمة المعتادة ${of} في كل ${all(event)}`,
    daysSince: ({ event }) => `المدة منذ ${event === "visit" ? "الزيارة السابقة" : last(event)}`,
    sequence: ({ steps }) => `التسلسل «${stepsOf(steps)}»`,
    funnel: ({ steps }) => `أبعد خطوة من «${stepsOf(steps)}»`,
    score: ({ id }) => `النتيجة ${id}`,
    tier: ({ id }) => `المستوى ${id}`,
    rfm: ({ id }) => `فئة الحداثة والتكرار والقيمة ${id}`,
    declared: ({ id }, voice) => `${voice === "visitor" ? "اختيارك" : "اختيار الزائر"} في ${id}`,
    choices: ({ id }, voice) => `قائمة ${voice === "visitor" ? "اختياراتك" : "اختيارات الزائر"} في ${id}`,
    attested: ({ id }) => `القيمة ${id} التي أكّدها الموقع`,
  },
  fields: { recency: "الحداثة", frequency: "التكرار", monetary: "القيمة" },
  limits: ({ days, since, where }) =>
    [
      days === undefined ? "" : ` خلال ${counted(days, "day", true)}`,
      since === undefined ? "" : ` منذ ${last(since)}`,
      where === undefined ? "" : `، حيث ${where}`,
    ].join(""),
  is: (name, what) => `${name} – ${what}`,
  clauses: {
    is: (name, seen, need) => `${name} – ${seen}${need}`,
    flag: (name, value) => `${name} – ${value ? "نعم" : "لا"}`,
    counted: (amount, _, limits, need, voice) =>
      `${voice === "visitor" ? "لديك" : "لدى الزائر"} ${amount}${limits}${need}`,
    empty: (name, need) => `${name} – لا شيء بعد${need}`,
    unknown: (name, need) => `لا بيانات عن: ${name}${need}`,
    unfit: (name, need) => `${name} – غير مناسب${need}`,
    undecided: (segment) => `لا يمكن قول شيء عن المجموعة ${segment}`,
    off: (name, voice) => `${voice === "visitor" ? "أوقفت" : "أوقف الزائر"}: ${name}`,
    segmentOff: (segment, voice) => `${voice === "visitor" ? "أوقفت" : "أوقف الزائر"} المجموعة ${segment}`,
  },
  needed: (need) => ` (المطلوب: ${need})`,
  outcome({ what, name }, holds, voice, yet) {
    const you = voice === "visitor";
    const late = yet ? " بعد" : "";
    const isSegment = what === "segment";
    const object = isSegment ? `في المجموعة ${name}` : `الجزء ${name}`;
    const does = isSegment ? (you ? "أنت" : "الزائر") : you ? "ترى" : "يرى الزائر";
    if (holds === undefined) return `ليس معروفًا هل ${does} ${object}`;
    if (holds) return `${does} ${object}${late}`;
    const not = isSegment ? (you ? "لست" : "ليس الزائر") : `لا ${does}`;
    return `${not} ${object}${late}`;
  },
  because: (outcome, clauses) => `${outcome}، والسبب: ${clauses}.`,
  always: (outcome, holds) => `${outcome}: هذا ${holds ? "يسري على الجميع" : "لا يسري على أحد"}.`,
  tests: {
    version: (test, has) =>
      `في الاختبار ${test} أعطتك الصدفة نسخة ${has ? "فيها هذا الجزء" : "ليس فيها هذا الجزء"}.`,
    apart: (test) => `هذا الجزء من الاختبار ${test} الذي لا تشارك فيه.`,
    heldOut: "لمعرفة ما يحققه التخصيص، يستغني عنه هذا الموقع مع بعض الزوار المختارين بالصدفة، وأنت منهم.",
  },
};

function stepsOf(steps: readonly { readonly event: string; readonly not?: true }[]): string {
  return steps.map(({ event, not }) => (not ? "بلا " : "") + nounOf({ event }).other).join(" ← ");
}
