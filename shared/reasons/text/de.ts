import type { Bound, Language, Unit } from "./language.ts";
import { formatted } from "./format.ts";

const TAG = "de";
const { number, pluralOf } = formatted(TAG);

/** A noun in the singular and the plural; both are the same after all prepositions that are used here. */
interface Noun {
  readonly forms: readonly [one: string, other: string];
  readonly gender: "m" | "f" | "n";
}

const EVENTS: Readonly<Record<string, Noun>> = {
  visit: { forms: ["Besuch", "Besuche"], gender: "m" },
  view: { forms: ["Seitenaufruf", "Seitenaufrufe"], gender: "m" },
  click: { forms: ["Klick", "Klicks"], gender: "m" },
  scroll: { forms: ["Scrollvorgang", "Scrollvorgänge"], gender: "m" },
  dwell: { forms: ["Aufenthalt auf einer Seite", "Aufenthalte auf einer Seite"], gender: "m" },
  search: { forms: ["Suche", "Suchen"], gender: "f" },
  cart: { forms: ["Änderung am Warenkorb", "Änderungen am Warenkorb"], gender: "f" },
  purchase: { forms: ["Kauf", "Käufe"], gender: "m" },
  answer: { forms: ["Antwort", "Antworten"], gender: "f" },
  form: { forms: ["Formular", "Formulare"], gender: "n" },
};
const DAY: Noun = { forms: ["Tag", "Tage"], gender: "m" };

function nounOf(unit: Unit): Noun {
  if (unit === "day") return DAY;
  if (Object.hasOwn(EVENTS, unit.event)) return EVENTS[unit.event]!;
  return { forms: [`Ereignis „${unit.event}“`, `Ereignisse „${unit.event}“`], gender: "n" };
}
const all = (event: string) => nounOf({ event }).forms[1];
const sinceLast = (event: string) => {
  const { forms, gender } = nounOf({ event });
  return `seit ${gender === "f" ? "der" : "dem"} letzten ${forms[0]}`;
};

const BOUNDS: Readonly<Record<Bound, string>> = {
  exactly: "",
  least: "mindestens ",
  most: "höchstens ",
  more: "mehr als ",
  less: "weniger als ",
};

/** What such an attribute is called; of a time it isn't said that it "is". */
const TIME = "die Zeit ";

/** German. Reasons follow "denn", where the order of words is that of a main clause. */
export const de: Language = {
  tag: TAG,
  quotes: ["„", "“"],
  amount(bound, value, unit) {
    const amount = `${BOUNDS[bound]}${number(value)}`;
    return unit === undefined ? amount : `${amount} ${nounOf(unit).forms[pluralOf(value) === "one" ? 0 : 1]}`;
  },
  values: { yes: "ja", no: "nein", none: "noch nichts", other: "etwas anderes" },
  terms: {
    device: { mobile: "ein Telefon", tablet: "ein Tablet", desktop: "ein Computer" },
    referrer: {
      search: "eine Suchmaschine",
      social: "ein soziales Netzwerk",
      email: "eine E-Mail",
      ad: "eine Anzeige",
      direct: "keine andere Website",
      internal: "diese Website",
      other: "eine andere Website",
    },
  },
  needs: {
    any: "irgendein Wert",
    nothing: "kein Wert",
    but: (what) => `etwas anderes als ${what}`,
    orNothing: (what) => `${what} oder nichts`,
    anyCase: (what) => `${what} in beliebiger Groß- und Kleinschreibung`,
    matching: (expression) => `ein Text nach dem Muster ${expression}`,
    group: (name) => `etwas aus der Gruppe ${name}`,
    listWithAll: (list) => `eine Liste mit ${list}`,
    listOfLength: (amount) => `eine Liste der Länge ${amount}`,
    listWithOne: (what) => `eine Liste mit ${what}`,
    texts: {
      least: (text) => `${text} oder im Alphabet danach`,
      most: (text) => `${text} oder im Alphabet davor`,
      more: (text) => `im Alphabet nach ${text}`,
      less: (text) => `im Alphabet vor ${text}`,
    },
    versions: {
      exactly: (text) => `Version ${text}`,
      least: (text) => `Version ${text} oder neuer`,
      most: (text) => `Version ${text} oder älter`,
      more: (text) => `eine neuere Version als ${text}`,
      less: (text) => `eine ältere Version als ${text}`,
    },
    types: {
      string: "ein Text",
      number: "eine Zahl",
      boolean: "ja oder nein",
      null: "kein Wert",
      array: "eine Liste",
      object: "ein Objekt",
    },
  },
  contexts: {
    country: "das Land",
    region: "die Region",
    city: "die Stadt",
    continent: "der Kontinent",
    timezone: "die Zeitzone",
    language: "die Sprache",
    device: "das Gerät",
    hour: "die Stunde des Tages",
    weekday: "der Wochentag",
    referrer: "der Weg zu dieser Seite",
    referrerHost: "die Website, die zu dieser Seite führte,",
    source: "die Quelle dieses Besuchs",
    medium: "das Medium dieses Besuchs",
    campaign: "die Kampagne dieses Besuchs",
    network: "das Netz",
    path: "der Pfad dieser Seite",
    host: "der Name dieser Website",
  },
  request: "die Anfrage",
  kinds: {
    count: ({ event }) => `die Anzahl der ${all(event)}`,
    sum: ({ event, of }) => `die Summe von ${of} über alle ${all(event)}`,
    min: ({ event, of }) => `der kleinste Wert von ${of} über alle ${all(event)}`,
    max: ({ event, of }) => `der größte Wert von ${of} über alle ${all(event)}`,
    average: ({ event, of }) => `der Durchschnitt von ${of} über alle ${all(event)}`,
    first: ({ event, of }) => `der erste Wert von ${of} über alle ${all(event)}`,
    last: ({ event, of }) => `der letzte Wert von ${of} über alle ${all(event)}`,
    distinct: ({ event, of }) => `die Anzahl verschiedener Werte von ${of} über alle ${all(event)}`,
    set: ({ event, of }) => `die Liste der Werte von ${of} über die letzten ${all(event)}`,
    top: ({ event, of }) => `der häufigste Wert von ${of} über alle ${all(event)}`,
    habit: ({ event, of }) => `der übliche Wert von ${of} über alle ${all(event)}`,
    daysSince: ({ event }) => TIME + (event === "visit" ? "seit dem vorigen Besuch" : sinceLast(event)),
    sequence: ({ steps }) => `die Folge „${stepsOf(steps)}“`,
    funnel: ({ steps }) => `der weiteste Schritt von „${stepsOf(steps)}“`,
    score: ({ id }) => `die Punktzahl ${id}`,
    tier: ({ id }) => `die Stufe ${id}`,
    rfm: ({ id }) => `die Klasse nach Aktualität, Häufigkeit und Wert ${id}`,
    declared: ({ id }, voice) =>
      voice === "visitor" ? `Ihre Wahl bei ${id}` : `die Wahl der besuchenden Person bei ${id}`,
    choices: ({ id }, voice) =>
      voice === "visitor" ? `Ihre Auswahl bei ${id}` : `die Auswahl der besuchenden Person bei ${id}`,
    attested: ({ id }) => `der von der Website bestätigte Wert ${id}`,
  },
  fields: { recency: "Aktualität", frequency: "Häufigkeit", monetary: "Wert" },
  limits: ({ days, since, where }) =>
    [
      // After "innerhalb von" stands the dative, of which only several days show anything.
      days === undefined
        ? ""
        : ` innerhalb von ${number(days)} ${pluralOf(days) === "one" ? "Tag" : "Tagen"}`,
      since === undefined ? "" : ` ${sinceLast(since)}`,
      where === undefined ? "" : `, wobei gilt: ${where}`,
    ].join(""),
  is: (name, what) => `${name} ist ${what}`,
  clauses: {
    is: (name, seen, need) => `${name} ${name.startsWith(TIME) ? "beträgt" : "ist"} ${seen}${need}`,
    flag: (name, value) => `${name} trifft ${value ? "" : "nicht "}zu`,
    counted: (amount, _, limits, need, voice) =>
      `${voice === "visitor" ? "Sie kommen" : "die besuchende Person kommt"} auf ${amount}${limits}${need}`,
    empty: (name, need) => `${name} hat noch keinen Wert${need}`,
    unknown: (name, need) => `${name} ist nicht bekannt${need}`,
    unfit: (name, need) => `${name} passt nicht${need}`,
    undecided: (segment) => `über das Segment ${segment} lässt sich nichts sagen`,
    off: (name, voice) => `${hasVerb(voice)} abgeschaltet: ${name}`,
    segmentOff: (segment, voice) => `${hasVerb(voice)} das Segment ${segment} abgeschaltet`,
  },
  needed: (need, isAmount) => ` (nötig${isAmount ? " sind" : ":"} ${need})`,
  outcome({ what, name }, holds, voice, yet) {
    const you = voice === "visitor";
    const isSegment = what === "segment";
    const object = isSegment ? `zum Segment ${name}` : `den Block ${name}`;
    const verb = isSegment ? (you ? "gehören" : "gehört") : you ? "sehen" : "sieht";
    const who = you ? "Sie" : "die besuchende Person";
    if (holds === undefined) return `Es ist nicht bekannt, ob ${who} ${object} ${verb}`;
    const not = `${yet ? "noch " : ""}${holds ? "" : "nicht "}`;
    // "Nicht" stands before where somebody belongs, but after what somebody sees.
    const rest = isSegment ? `${not}${object}` : `${object} ${not}`.trimEnd();
    return `${you ? who : "Die besuchende Person"} ${verb} ${rest}`;
  },
  because: (outcome, clauses) => `${outcome}, denn ${clauses}.`,
  always: (outcome, holds) => `${outcome}: Das gilt für ${holds ? "alle" : "niemanden"}.`,
  tests: {
    version: (test, has) =>
      `Im Test ${test} hat Ihnen der Zufall eine Fassung ${has ? "mit diesem" : "ohne diesen"} Block gegeben.`,
    apart: (test) => `Dieser Block gehört zum Test ${test}, an dem Sie nicht teilnehmen.`,
    heldOut:
      "Um zu erfahren, was Personalisierung bewirkt, lässt diese Website sie bei einigen Besuchern weg, die der Zufall auswählt. Sie gehören dazu.",
  },
};

function hasVerb(voice: "visitor" | "owner"): string {
  return voice === "visitor" ? "Sie haben" : "die besuchende Person hat";
}

function stepsOf(steps: readonly { readonly event: string; readonly not?: true }[]): string {
  return steps
    .map(({ event, not }) => {
      const { forms, gender } = nounOf({ event });
      return not ? `${gender === "f" ? "keine" : "kein"} ${forms[0]}` : forms[0];
    })
    .join(" → ");
}
