import type { Bound, Language, Unit } from "./language.ts";
import { formatted } from "./format.ts";

const TAG = "uk";
const { number, pluralOf } = formatted(TAG);

/** A noun as after 1, 2, 5 and 1,5 (its genitive). `feminine` for words that agree with it. */
interface Noun {
  readonly forms: readonly [one: string, few: string, many: string, other: string];
  readonly feminine?: true;
}

const EVENTS: Readonly<Record<string, Noun>> = {
  visit: { forms: ["візит", "візити", "візитів", "візиту"] },
  view: { forms: ["перегляд", "перегляди", "переглядів", "перегляду"] },
  click: { forms: ["клік", "кліки", "кліків", "кліку"] },
  scroll: {
    forms: ["прокрутка", "прокрутки", "прокруток", "прокрутки"],
    feminine: true,
  },
  dwell: {
    forms: ["зупинка на сторінці", "зупинки на сторінці", "зупинок на сторінці", "зупинки на сторінці"],
    feminine: true,
  },
  search: { forms: ["пошук", "пошуки", "пошуків", "пошуку"] },
  cart: { forms: ["зміна кошика", "зміни кошика", "змін кошика", "зміни кошика"], feminine: true },
  purchase: { forms: ["покупка", "покупки", "покупок", "покупки"], feminine: true },
  answer: { forms: ["відповідь", "відповіді", "відповідей", "відповіді"], feminine: true },
  form: { forms: ["форма", "форми", "форм", "форми"], feminine: true },
};
const DAY: Noun = { forms: ["день", "дні", "днів", "дня"] };
const FORM: Readonly<Partial<Record<Intl.LDMLPluralRule, 0 | 1 | 2>>> = { one: 0, few: 1, many: 2 };

function nounOf(unit: Unit): Noun {
  if (unit === "day") return DAY;
  if (Object.hasOwn(EVENTS, unit.event)) return EVENTS[unit.event]!;
  const name = `«${unit.event}»`;
  return { forms: [`подія ${name}`, `події ${name}`, `подій ${name}`, `події ${name}`], feminine: true };
}
const genitive = (event: string) => nounOf({ event }).forms[3];
const genitives = (event: string) => nounOf({ event }).forms[2];
const ofLast = (event: string) =>
  `${nounOf({ event }).feminine ? "останньої" : "останнього"} ${genitive(event)}`;

const BOUNDS: Readonly<Record<Bound, string>> = {
  exactly: "",
  least: "щонайменше ",
  most: "щонайбільше ",
  more: "більше ніж ",
  less: "менше ніж ",
};

/** Ukrainian. "щонайменше" and its like change nothing in what follows them. */
export const uk: Language = {
  tag: TAG,
  quotes: ["«", "»"],
  amount(bound, value, unit) {
    const amount = `${BOUNDS[bound]}${number(value)}`;
    return unit === undefined ? amount : `${amount} ${nounOf(unit).forms[FORM[pluralOf(value)] ?? 3]}`;
  },
  values: { yes: "так", no: "ні", none: "поки нічого", other: "щось інше" },
  terms: {
    device: { mobile: "телефон", tablet: "планшет", desktop: "комп’ютер" },
    referrer: {
      search: "пошукова система",
      social: "соціальна мережа",
      email: "лист",
      ad: "реклама",
      direct: "прямий захід",
      internal: "цей сайт",
      other: "інший сайт",
    },
  },
  needs: {
    any: "будь-яке значення",
    nothing: "відсутність значення",
    but: (what) => `інше значення, ніж ${what}`,
    orNothing: (what) => `${what} або нічого`,
    anyCase: (what) => `${what} у будь-якому регістрі`,
    matching: (expression) => `текст за зразком ${expression}`,
    group: (name) => `щось із групи ${name}`,
    listWithAll: (list) => `список, у якому є ${list}`,
    listOfLength: (amount) => `список, довжина якого — ${amount}`,
    listWithOne: (what) => `список, у якому є ${what}`,
    texts: {
      least: (text) => `${text} або далі за абеткою`,
      most: (text) => `${text} або раніше за абеткою`,
      more: (text) => `далі за абеткою, ніж ${text}`,
      less: (text) => `раніше за абеткою, ніж ${text}`,
    },
    versions: {
      exactly: (text) => `версія ${text}`,
      least: (text) => `версія ${text} або новіша`,
      most: (text) => `версія ${text} або старіша`,
      more: (text) => `версія, новіша за ${text}`,
      less: (text) => `версія, старіша за ${text}`,
    },
    types: {
      string: "текст",
      number: "число",
      boolean: "так або ні",
      null: "відсутність значення",
      array: "список",
      object: "об’єкт",
    },
  },
  contexts: {
    country: "країна",
    region: "регіон",
    city: "місто",
    continent: "континент",
    timezone: "часовий пояс",
    language: "мова",
    device: "пристрій",
    hour: "година доби",
    weekday: "день тижня",
    referrer: "джерело переходу",
    referrerHost: "сайт, з якого був перехід,",
    source: "джерело цього візиту",
    medium: "канал цього візиту",
    campaign: "кампанія цього візиту",
    network: "мережа",
    path: "адреса цієї сторінки",
    host: "назва цього сайту",
  },
  request: "запит",
  kinds: {
    count: ({ event }) => `кількість ${genitives(event)}`,
    sum: ({ event, of }) => `сума ${of} усіх ${genitives(event)}`,
    min: ({ event, of }) => `найменше значення ${of} серед усіх ${genitives(event)}`,
    max: ({ event, of }) => `найбільше значення ${of} серед усіх ${genitives(event)}`,
    average: ({ event, of }) => `середнє значення ${of} серед усіх ${genitives(event)}`,
    first: ({ event, of }) => `перше значення ${of} серед усіх ${genitives(event)}`,
    last: ({ event, of }) => `останнє значення ${of} серед усіх ${genitives(event)}`,
    distinct: ({ event, of }) => `кількість різних значень ${of} серед усіх ${genitives(event)}`,
    set: ({ event, of }) => `список значень ${of} серед недавніх ${genitives(event)}`,
    top: ({ event, of }) => `найчастіше значення ${of} серед усіх ${genitives(event)}`,
    habit: ({ event, of }) => `звичне значення ${of} серед усіх ${genitives(event)}`,
    daysSince: ({ event }) =>
      event === "visit" ? "час від попереднього візиту" : `час від ${ofLast(event)}`,
    sequence: ({ steps }) => `послідовність «${stepsOf(steps)}»`,
    funnel: ({ steps }) => `найдальший крок із «${stepsOf(steps)}»`,
    score: ({ id }) => `оцінка ${id}`,
    tier: ({ id }) => `рівень ${id}`,
    rfm: ({ id }) => `клас за давністю, частотою та сумою ${id}`,
    declared: ({ id }, voice) => (voice === "visitor" ? `ваш вибір у ${id}` : `вибір відвідувача в ${id}`),
    choices: ({ id }, voice) =>
      voice === "visitor" ? `список ваших виборів у ${id}` : `список виборів відвідувача в ${id}`,
    attested: ({ id }) => `підтверджене сайтом значення ${id}`,
  },
  fields: { recency: "давність", frequency: "частота", monetary: "сума" },
  limits: ({ days, since, where }) =>
    [
      days === undefined ? "" : ` за ${uk.amount("exactly", days, "day")}`,
      since === undefined ? "" : ` від ${ofLast(since)}`,
      where === undefined ? "" : `, де ${where}`,
    ].join(""),
  is: (name, what) => `${name} — ${what}`,
  clauses: {
    is: (name, seen, need) => `${name} — ${seen}${need}`,
    flag: (name, value) => `${name} — ${value ? "так" : "ні"}`,
    counted: (amount, _, limits, need, voice) =>
      `${voice === "visitor" ? "у вас" : "у відвідувача"} ${amount}${limits}${need}`,
    empty: (name, need) => `${name} — поки нічого${need}`,
    unknown: (name, need) => `немає даних: ${name}${need}`,
    unfit: (name, need) => `${name} не підходить${need}`,
    undecided: (segment) => `про сегмент ${segment} нічого не можна сказати`,
    off: (name, voice) => `${voice === "visitor" ? "ви вимкнули" : "відвідувач вимкнув"}: ${name}`,
    segmentOff: (segment, voice) =>
      `${voice === "visitor" ? "ви вимкнули" : "відвідувач вимкнув"} сегмент ${segment}`,
  },
  needed: (need, isAmount) => ` (потрібно${isAmount ? "" : ":"} ${need})`,
  outcome({ what, name }, holds, voice, yet) {
    const you = voice === "visitor";
    const who = you ? "Ви" : "Відвідувач";
    const [does, where] =
      what === "segment"
        ? [you ? "належите" : "належить", `до сегмента ${name}`]
        : [you ? "бачите" : "бачить", `блок ${name}`];
    if (holds === undefined) return `Невідомо, чи ${does} ${who.toLowerCase()} ${where}`;
    return `${who} ${yet ? "поки " : ""}${holds ? "" : "не "}${does} ${where}`;
  },
  because: (outcome, clauses) => `${outcome}, тому що ${clauses}.`,
  always: (outcome, holds) => `${outcome}: це ${holds ? "стосується всіх" : "нікого не стосується"}.`,
  tests: {
    version: (test, has) =>
      `У тесті ${test} вам випадково дісталася версія ${has ? "з цим блоком" : "без цього блоку"}.`,
    apart: (test) => `Цей блок належить до тесту ${test}, у якому ви не берете участі.`,
    heldOut:
      "Щоб дізнатися, що дає персоналізація, сайт обходиться без неї для деяких відвідувачів, обраних випадково. Ви серед них.",
  },
};

function stepsOf(steps: readonly { readonly event: string; readonly not?: true }[]): string {
  return steps
    .map(({ event, not }) => (not ? `без ${genitive(event)}` : nounOf({ event }).forms[0]))
    .join(" → ");
}
