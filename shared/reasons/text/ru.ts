import type { Bound, Language, Unit } from "./language.ts";
import { formatted } from "./format.ts";

const TAG = "ru";
const { number, pluralOf } = formatted(TAG);

/** A noun: nominative, genitive, genitive plural, as after 1, 2 and 5. `feminine` for words that agree with it. */
interface Noun {
  readonly forms: readonly [one: string, few: string, many: string];
  readonly feminine?: true;
}

const EVENTS: Readonly<Record<string, Noun>> = {
  visit: { forms: ["визит", "визита", "визитов"] },
  view: { forms: ["просмотр", "просмотра", "просмотров"] },
  click: { forms: ["клик", "клика", "кликов"] },
  scroll: { forms: ["прокрутка", "прокрутки", "прокруток"], feminine: true },
  dwell: {
    forms: ["остановка на странице", "остановки на странице", "остановок на странице"],
    feminine: true,
  },
  search: { forms: ["поиск", "поиска", "поисков"] },
  cart: { forms: ["изменение корзины", "изменения корзины", "изменений корзины"] },
  purchase: { forms: ["покупка", "покупки", "покупок"], feminine: true },
  answer: { forms: ["ответ", "ответа", "ответов"] },
  form: { forms: ["отправка формы", "отправки формы", "отправок формы"], feminine: true },
};
const DAY: Noun = { forms: ["день", "дня", "дней"] };

function nounOf(unit: Unit): Noun {
  if (unit === "day") return DAY;
  if (Object.hasOwn(EVENTS, unit.event)) return EVENTS[unit.event]!;
  const name = `«${unit.event}»`;
  return { forms: [`событие ${name}`, `события ${name}`, `событий ${name}`] };
}
const genitive = (event: string) => nounOf({ event }).forms[1];
const genitives = (event: string) => nounOf({ event }).forms[2];
const ofLast = (event: string) =>
  `${nounOf({ event }).feminine ? "последней" : "последнего"} ${genitive(event)}`;

const BOUNDS: Readonly<Record<Bound, string>> = {
  exactly: "",
  least: "не меньше ",
  most: "не больше ",
  more: "больше ",
  less: "меньше ",
};

/** Russian. After "не меньше" and its like all is genitive: "не меньше 1 визита". */
export const ru: Language = {
  tag: TAG,
  quotes: ["«", "»"],
  amount(bound, value, unit) {
    const amount = `${BOUNDS[bound]}${number(value)}`;
    if (unit === undefined) return amount;
    const [one, few, many] = nounOf(unit).forms;
    const plural = pluralOf(value);
    if (bound === "exactly" && plural === "one") return `${amount} ${one}`;
    const isSingular = plural === "other" || plural === (bound === "exactly" ? "few" : "one");
    return `${amount} ${isSingular ? few : many}`;
  },
  values: { yes: "да", no: "нет", none: "пока ничего", other: "что-то другое" },
  terms: {
    device: { mobile: "телефон", tablet: "планшет", desktop: "компьютер" },
    referrer: {
      search: "поисковая система",
      social: "социальная сеть",
      email: "письмо",
      ad: "реклама",
      direct: "прямой заход",
      internal: "этот сайт",
      other: "другой сайт",
    },
  },
  needs: {
    any: "любое значение",
    nothing: "отсутствие значения",
    but: (what) => `другое значение, чем ${what}`,
    orNothing: (what) => `${what} или ничего`,
    anyCase: (what) => `${what} в любом регистре`,
    matching: (expression) => `текст по образцу ${expression}`,
    group: (name) => `что-то из группы ${name}`,
    listWithAll: (list) => `список, в котором есть ${list}`,
    listOfLength: (amount) => `список, длина которого — ${amount}`,
    listWithOne: (what) => `список, в котором есть ${what}`,
    texts: {
      least: (text) => `${text} или дальше по алфавиту`,
      most: (text) => `${text} или раньше по алфавиту`,
      more: (text) => `дальше по алфавиту, чем ${text}`,
      less: (text) => `раньше по алфавиту, чем ${text}`,
    },
    versions: {
      exactly: (text) => `версия ${text}`,
      least: (text) => `версия ${text} или новее`,
      most: (text) => `версия ${text} или старше`,
      more: (text) => `версия новее ${text}`,
      less: (text) => `версия старше ${text}`,
    },
    types: {
      string: "текст",
      number: "число",
      boolean: "да или нет",
      null: "отсутствие значения",
      array: "список",
      object: "объект",
    },
  },
  contexts: {
    country: "страна",
    region: "регион",
    city: "город",
    continent: "континент",
    timezone: "часовой пояс",
    language: "язык",
    device: "устройство",
    hour: "час суток",
    weekday: "день недели",
    referrer: "источник перехода",
    referrerHost: "сайт, с которого совершён переход,",
    source: "источник этого визита",
    medium: "канал этого визита",
    campaign: "кампания этого визита",
    network: "сеть",
    path: "адрес этой страницы",
    host: "имя этого сайта",
  },
  request: "запрос",
  kinds: {
    count: ({ event }) => `число ${genitives(event)}`,
    sum: ({ event, of }) => `сумма ${of} всех ${genitives(event)}`,
    min: ({ event, of }) => `наименьшее значение ${of} среди всех ${genitives(event)}`,
    max: ({ event, of }) => `наибольшее значение ${of} среди всех ${genitives(event)}`,
    average: ({ event, of }) => `среднее значение ${of} среди всех ${genitives(event)}`,
    first: ({ event, of }) => `первое значение ${of} среди всех ${genitives(event)}`,
    last: ({ event, of }) => `последнее значение ${of} среди всех ${genitives(event)}`,
    distinct: ({ event, of }) => `число разных значений ${of} среди всех ${genitives(event)}`,
    set: ({ event, of }) => `список значений ${of} среди недавних ${genitives(event)}`,
    top: ({ event, of }) => `самое частое значение ${of} среди всех ${genitives(event)}`,
    habit: ({ event, of }) => `обычное значение ${of} среди всех ${genitives(event)}`,
    daysSince: ({ event }) => (event === "visit" ? "время с предыдущего визита" : `время с ${ofLast(event)}`),
    sequence: ({ steps }) => `последовательность «${stepsOf(steps)}»`,
    funnel: ({ steps }) => `самый дальний шаг из «${stepsOf(steps)}»`,
    score: ({ id }) => `оценка ${id}`,
    tier: ({ id }) => `уровень ${id}`,
    rfm: ({ id }) => `класс по давности, частоте и сумме ${id}`,
    declared: ({ id }, voice) => (voice === "visitor" ? `ваш выбор в ${id}` : `выбор посетителя в ${id}`),
    choices: ({ id }, voice) => `список выбранного ${voice === "visitor" ? "вами" : "посетителем"} в ${id}`,
    attested: ({ id }) => `подтверждённое сайтом значение ${id}`,
  },
  fields: { recency: "давность", frequency: "частота", monetary: "сумма" },
  limits: ({ days, since, where }) =>
    [
      days === undefined ? "" : ` за ${ru.amount("exactly", days, "day")}`,
      since === undefined ? "" : ` с ${ofLast(since)}`,
      where === undefined ? "" : `, где ${where}`,
    ].join(""),
  is: (name, what) => `${name} — ${what}`,
  clauses: {
    is: (name, seen, need) => `${name} — ${seen}${need}`,
    flag: (name, value) => `${name} — ${value ? "да" : "нет"}`,
    counted: (amount, _, limits, need, voice) =>
      `${voice === "visitor" ? "у вас" : "у посетителя"} ${amount}${limits}${need}`,
    empty: (name, need) => `${name} — пока ничего${need}`,
    unknown: (name, need) => `нет данных: ${name}${need}`,
    unfit: (name, need) => `${name} не подходит${need}`,
    undecided: (segment) => `о сегменте ${segment} ничего нельзя сказать`,
    off: (name, voice) => `${voice === "visitor" ? "вы отключили" : "посетитель отключил"}: ${name}`,
    segmentOff: (segment, voice) =>
      `${voice === "visitor" ? "вы отключили" : "посетитель отключил"} сегмент ${segment}`,
  },
  needed: (need, isAmount) => ` (нужно${isAmount ? "" : ":"} ${need})`,
  outcome({ what, name }, holds, voice, yet) {
    const you = voice === "visitor";
    const who = you ? "Вы" : "Посетитель";
    const [does, where] =
      what === "segment"
        ? [you ? "входите" : "входит", `в сегмент ${name}`]
        : [you ? "видите" : "видит", `блок ${name}`];
    if (holds === undefined) return `Неизвестно, ${does} ли ${who.toLowerCase()} ${where}`;
    return `${who} ${yet ? "пока " : ""}${holds ? "" : "не "}${does} ${where}`;
  },
  because: (outcome, clauses) => `${outcome}, потому что ${clauses}.`,
  always: (outcome, holds) => `${outcome}: это ${holds ? "верно для всех" : "ни для кого не верно"}.`,
  tests: {
    version: (test, has) =>
      `В тесте ${test} вам случайно досталась версия ${has ? "с этим блоком" : "без этого блока"}.`,
    apart: (test) => `Этот блок относится к тесту ${test}, в котором вы не участвуете.`,
    heldOut:
      "Чтобы узнать, что даёт персонализация, сайт обходится без неё для некоторых посетителей, выбранных случайно. Вы среди них.",
  },
};

function stepsOf(steps: readonly { readonly event: string; readonly not?: true }[]): string {
  return steps
    .map(({ event, not }) => (not ? `без ${genitive(event)}` : nounOf({ event }).forms[0]))
    .join(" → ");
}
