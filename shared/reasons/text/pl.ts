import type { Bound, Language, Unit } from "./language.ts";
import { formatted } from "./format.ts";

const TAG = "pl";
const { number, pluralOf } = formatted(TAG);

/** A noun as after 1, 2, 5 and 1,5 (its genitive). `feminine` for words that agree with it. */
interface Noun {
  readonly forms: readonly [one: string, few: string, many: string, other: string];
  readonly feminine?: true;
}

const EVENTS: Readonly<Record<string, Noun>> = {
  visit: { forms: ["wizyta", "wizyty", "wizyt", "wizyty"], feminine: true },
  view: { forms: ["odsłona", "odsłony", "odsłon", "odsłony"], feminine: true },
  click: { forms: ["kliknięcie", "kliknięcia", "kliknięć", "kliknięcia"] },
  scroll: { forms: ["przewinięcie", "przewinięcia", "przewinięć", "przewinięcia"] },
  dwell: {
    forms: ["pobyt na stronie", "pobyty na stronie", "pobytów na stronie", "pobytu na stronie"],
  },
  search: { forms: ["wyszukiwanie", "wyszukiwania", "wyszukiwań", "wyszukiwania"] },
  cart: {
    forms: ["zmiana koszyka", "zmiany koszyka", "zmian koszyka", "zmiany koszyka"],
    feminine: true,
  },
  purchase: { forms: ["zakup", "zakupy", "zakupów", "zakupu"] },
  answer: { forms: ["odpowiedź", "odpowiedzi", "odpowiedzi", "odpowiedzi"], feminine: true },
  form: { forms: ["formularz", "formularze", "formularzy", "formularza"] },
};
const DAY: Noun = { forms: ["dzień", "dni", "dni", "dnia"] };
const FORM: Readonly<Partial<Record<Intl.LDMLPluralRule, 0 | 1 | 2>>> = { one: 0, few: 1, many: 2 };

function nounOf(unit: Unit): Noun {
  if (unit === "day") return DAY;
  if (Object.hasOwn(EVENTS, unit.event)) return EVENTS[unit.event]!;
  const name = `„${unit.event}”`;
  return {
    forms: [`zdarzenie ${name}`, `zdarzenia ${name}`, `zdarzeń ${name}`, `zdarzenia ${name}`],
  };
}
const genitive = (event: string) => nounOf({ event }).forms[3];
const genitives = (event: string) => nounOf({ event }).forms[2];
const ofLast = (event: string) =>
  `${nounOf({ event }).feminine ? "ostatniej" : "ostatniego"} ${genitive(event)}`;

const BOUNDS: Readonly<Record<Bound, string>> = {
  exactly: "",
  least: "co najmniej ",
  most: "co najwyżej ",
  more: "więcej niż ",
  less: "mniej niż ",
};

/** Polish. "co najmniej" and its like change nothing in what follows them. */
export const pl: Language = {
  tag: TAG,
  quotes: ["„", "”"],
  amount(bound, value, unit) {
    const amount = `${BOUNDS[bound]}${number(value)}`;
    return unit === undefined ? amount : `${amount} ${nounOf(unit).forms[FORM[pluralOf(value)] ?? 3]}`;
  },
  values: { yes: "tak", no: "nie", none: "jeszcze nic", other: "coś innego" },
  terms: {
    device: { mobile: "telefon", tablet: "tablet", desktop: "komputer" },
    referrer: {
      search: "wyszukiwarka",
      social: "sieć społecznościowa",
      email: "e-mail",
      ad: "reklama",
      direct: "wejście bezpośrednie",
      internal: "ta witryna",
      other: "inna witryna",
    },
  },
  needs: {
    any: "dowolna wartość",
    nothing: "brak wartości",
    but: (what) => `inna wartość niż ${what}`,
    orNothing: (what) => `${what} lub nic`,
    anyCase: (what) => `${what} bez względu na wielkość liter`,
    matching: (expression) => `tekst według wzorca ${expression}`,
    group: (name) => `coś z grupy ${name}`,
    listWithAll: (list) => `lista, która zawiera ${list}`,
    listOfLength: (amount) => `lista, której długość to ${amount}`,
    listWithOne: (what) => `lista, w której jest ${what}`,
    texts: {
      least: (text) => `${text} lub dalej w alfabecie`,
      most: (text) => `${text} lub wcześniej w alfabecie`,
      more: (text) => `dalej w alfabecie niż ${text}`,
      less: (text) => `wcześniej w alfabecie niż ${text}`,
    },
    versions: {
      exactly: (text) => `wersja ${text}`,
      least: (text) => `wersja ${text} lub nowsza`,
      most: (text) => `wersja ${text} lub starsza`,
      more: (text) => `wersja nowsza niż ${text}`,
      less: (text) => `wersja starsza niż ${text}`,
    },
    types: {
      string: "tekst",
      number: "liczba",
      boolean: "tak lub nie",
      null: "brak wartości",
      array: "lista",
      object: "obiekt",
    },
  },
  contexts: {
    country: "kraj",
    region: "region",
    city: "miasto",
    continent: "kontynent",
    timezone: "strefa czasowa",
    language: "język",
    device: "urządzenie",
    hour: "godzina",
    weekday: "dzień tygodnia",
    referrer: "źródło wejścia",
    referrerHost: "witryna, z której nastąpiło wejście,",
    source: "źródło tej wizyty",
    medium: "kanał tej wizyty",
    campaign: "kampania tej wizyty",
    network: "sieć",
    path: "ścieżka tej strony",
    host: "nazwa tej witryny",
  },
  request: "żądanie",
  kinds: {
    count: ({ event }) => `liczba ${genitives(event)}`,
    sum: ({ event, of }) => `suma ${of} wszystkich ${genitives(event)}`,
    min: ({ event, of }) => `najniższa wartość ${of} wśród wszystkich ${genitives(event)}`,
    max: ({ event, of }) => `najwyższa wartość ${of} wśród wszystkich ${genitives(event)}`,
    average: ({ event, of }) => `średnia wartość ${of} wśród wszystkich ${genitives(event)}`,
    first: ({ event, of }) => `pierwsza wartość ${of} wśród wszystkich ${genitives(event)}`,
    last: ({ event, of }) => `ostatnia wartość ${of} wśród wszystkich ${genitives(event)}`,
    distinct: ({ event, of }) => `liczba różnych wartości ${of} wśród wszystkich ${genitives(event)}`,
    set: ({ event, of }) => `lista wartości ${of} wśród niedawnych ${genitives(event)}`,
    top: ({ event, of }) => `najczęstsza wartość ${of} wśród wszystkich ${genitives(event)}`,
    habit: ({ event, of }) => `zwykła wartość ${of} wśród wszystkich ${genitives(event)}`,
    daysSince: ({ event }) => (event === "visit" ? "czas od poprzedniej wizyty" : `czas od ${ofLast(event)}`),
    sequence: ({ steps }) => `sekwencja „${stepsOf(steps)}”`,
    funnel: ({ steps }) => `najdalszy krok z „${stepsOf(steps)}”`,
    score: ({ id }) => `wynik ${id}`,
    tier: ({ id }) => `poziom ${id}`,
    rfm: ({ id }) => `klasa świeżości, częstości i wartości ${id}`,
    declared: ({ id }, voice) =>
      voice === "visitor" ? `Twój wybór w ${id}` : `wybór odwiedzającego w ${id}`,
    choices: ({ id }, voice) =>
      voice === "visitor" ? `lista Twoich wyborów w ${id}` : `lista wyborów odwiedzającego w ${id}`,
    attested: ({ id }) => `potwierdzona przez witrynę wartość ${id}`,
  },
  fields: { recency: "świeżość", frequency: "częstość", monetary: "wartość" },
  limits: ({ days, since, where }) =>
    [
      // After "w ciągu" stands the genitive, of which only one day shows anything.
      days === undefined ? "" : ` w ciągu ${number(days)} ${DAY.forms[days === 1 ? 3 : 2]}`,
      since === undefined ? "" : ` od ${ofLast(since)}`,
      where === undefined ? "" : `, gdzie ${where}`,
    ].join(""),
  is: (name, what) => `${name} to ${what}`,
  clauses: {
    is: (name, seen, need) => `${name} to ${seen}${need}`,
    flag: (name, value) => `${name}: ${value ? "tak" : "nie"}`,
    counted: (amount, _, limits, need, voice) =>
      `${voice === "visitor" ? "za Tobą" : "za odwiedzającym"} ${amount}${limits}${need}`,
    empty: (name, need) => `${name}: brak wartości${need}`,
    unknown: (name, need) => `brak danych: ${name}${need}`,
    unfit: (name, need) => `${name} nie pasuje${need}`,
    undecided: (segment) => `o segmencie ${segment} nic nie da się powiedzieć`,
    off: (name, voice) =>
      voice === "visitor" ? `wyłączono na Twoje życzenie: ${name}` : `odwiedzający wyłączył: ${name}`,
    segmentOff: (segment, voice) =>
      voice === "visitor"
        ? `na Twoje życzenie wyłączono segment ${segment}`
        : `odwiedzający wyłączył segment ${segment}`,
  },
  needed: (need, isAmount) => ` (wymagane${isAmount ? "" : ":"} ${need})`,
  outcome({ what, name }, holds, voice, yet) {
    const you = voice === "visitor";
    const isSegment = what === "segment";
    const does = isSegment ? (you ? "należysz" : "należy") : you ? "widzisz" : "widzi";
    // What isn't seen stands in the genitive.
    const object = isSegment ? `do segmentu ${name}` : `${holds === false ? "bloku" : "blok"} ${name}`;
    const who = you ? "" : "odwiedzający ";
    if (holds === undefined) return `Nie wiadomo, czy ${who}${does} ${object}`;
    return capital(`${who}${holds ? "" : "nie "}${does} ${yet ? "jeszcze " : ""}${object}`);
  },
  because: (outcome, clauses) => `${outcome}, ponieważ ${clauses}.`,
  always: (outcome, holds) => `${outcome}: ${holds ? "dotyczy to wszystkich" : "nie dotyczy to nikogo"}.`,
  tests: {
    version: (test, has) =>
      `W teście ${test} los przydzielił Ci wersję ${has ? "z tym blokiem" : "bez tego bloku"}.`,
    apart: (test) => `Ten blok należy do testu ${test}, w którym nie bierzesz udziału.`,
    heldOut:
      "Aby dowiedzieć się, co daje personalizacja, ta strona pomija ją u niektórych osób, wybranych losowo. Jesteś jedną z nich.",
  },
};

function stepsOf(steps: readonly { readonly event: string; readonly not?: true }[]): string {
  return steps
    .map(({ event, not }) => (not ? `bez ${genitive(event)}` : nounOf({ event }).forms[0]))
    .join(" → ");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
