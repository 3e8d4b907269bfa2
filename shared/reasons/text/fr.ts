import type { Bound, Language, Unit } from "./language.ts";
import { formatted } from "./format.ts";

const TAG = "fr";
const { number, pluralOf } = formatted(TAG);

interface Noun {
  readonly forms: readonly [one: string, other: string];
  readonly feminine?: true;
}

const EVENTS: Readonly<Record<string, Noun>> = {
  visit: { forms: ["visite", "visites"], feminine: true },
  view: { forms: ["page vue", "pages vues"], feminine: true },
  click: { forms: ["clic", "clics"] },
  scroll: { forms: ["défilement", "défilements"] },
  dwell: { forms: ["arrêt sur une page", "arrêts sur une page"] },
  search: { forms: ["recherche", "recherches"], feminine: true },
  cart: { forms: ["changement du panier", "changements du panier"] },
  purchase: { forms: ["achat", "achats"] },
  answer: { forms: ["réponse", "réponses"], feminine: true },
  form: { forms: ["formulaire envoyé", "formulaires envoyés"] },
};
const DAY: Noun = { forms: ["jour", "jours"] };

function nounOf(unit: Unit): Noun {
  if (unit === "day") return DAY;
  if (Object.hasOwn(EVENTS, unit.event)) return EVENTS[unit.event]!;
  const name = quoted(unit.event);
  return { forms: [`événement ${name}`, `événements ${name}`] };
}
/** A no-break space stands inside of quotation marks, and before a colon. */
const quoted = (text: string) => `«\u{a0}${text}\u{a0}»`;
const elided = (word: string) => (/^[aeiouhéêè]/i.test(word) ? `d’${word}` : `de ${word}`);
const several = (event: string) => nounOf({ event }).forms[1];
const all = (event: string) => {
  const { forms, feminine } = nounOf({ event });
  return `${feminine ? "toutes" : "tous"} les ${forms[1]}`;
};
const sinceLast = (event: string) => {
  const { forms, feminine } = nounOf({ event });
  return `depuis ${feminine ? "la dernière" : "le dernier"} ${forms[0]}`;
};

const BOUNDS: Readonly<Record<Bound, string>> = {
  exactly: "",
  least: "au moins ",
  most: "au plus ",
  more: "plus de ",
  less: "moins de ",
};

/** What such an attribute is called; a time isn't so many days, but of so many. */
const TIME = "le temps écoulé ";

/** French. */
export const fr: Language = {
  tag: TAG,
  quotes: ["«\u{a0}", "\u{a0}»"],
  amount(bound, value, unit) {
    const amount = `${BOUNDS[bound]}${number(value)}`;
    return unit === undefined ? amount : `${amount} ${nounOf(unit).forms[pluralOf(value) === "one" ? 0 : 1]}`;
  },
  values: { yes: "oui", no: "non", none: "rien pour l’instant", other: "autre chose" },
  terms: {
    device: { mobile: "un téléphone", tablet: "une tablette", desktop: "un ordinateur" },
    referrer: {
      search: "un moteur de recherche",
      social: "un réseau social",
      email: "un e-mail",
      ad: "une annonce",
      direct: "un accès direct",
      internal: "ce site",
      other: "un autre site",
    },
  },
  needs: {
    any: "n’importe quelle valeur",
    nothing: "aucune valeur",
    but: (what) => `autre chose que ${what}`,
    orNothing: (what) => `${what} ou rien`,
    anyCase: (what) => `${what} en majuscules ou en minuscules`,
    matching: (expression) => `un texte conforme à ${expression}`,
    group: (name) => `un élément du groupe ${name}`,
    listWithAll: (list) => `une liste avec ${list}`,
    listOfLength: (amount) => `une liste de longueur ${amount}`,
    listWithOne: (what) => `une liste avec ${what}`,
    texts: {
      least: (text) => `${text} ou ce qui suit dans l’alphabet`,
      most: (text) => `${text} ou ce qui précède dans l’alphabet`,
      more: (text) => `ce qui suit ${text} dans l’alphabet`,
      less: (text) => `ce qui précède ${text} dans l’alphabet`,
    },
    versions: {
      exactly: (text) => `version ${text}`,
      least: (text) => `version ${text} ou plus récente`,
      most: (text) => `version ${text} ou plus ancienne`,
      more: (text) => `version plus récente que ${text}`,
      less: (text) => `version plus ancienne que ${text}`,
    },
    types: {
      string: "un texte",
      number: "un nombre",
      boolean: "oui ou non",
      null: "aucune valeur",
      array: "une liste",
      object: "un objet",
    },
  },
  contexts: {
    country: "le pays",
    region: "la région",
    city: "la ville",
    continent: "le continent",
    timezone: "le fuseau horaire",
    language: "la langue",
    device: "l’appareil",
    hour: "l’heure de la journée",
    weekday: "le jour de la semaine",
    referrer: "ce qui a mené à cette page",
    referrerHost: "le site qui a mené à cette page",
    source: "la source de cette visite",
    medium: "le support de cette visite",
    campaign: "la campagne de cette visite",
    network: "le réseau",
    path: "le chemin de cette page",
    host: "le nom de ce site",
  },
  request: "la requête",
  kinds: {
    count: ({ event }) => `le nombre ${elided(several(event))}`,
    sum: ({ event, of }) => `le total de ${of} pour ${all(event)}`,
    min: ({ event, of }) => `la plus petite valeur de ${of} pour ${all(event)}`,
    max: ({ event, of }) => `la plus grande valeur de ${of} pour ${all(event)}`,
    average: ({ event, of }) => `la moyenne de ${of} pour ${all(event)}`,
    first: ({ event, of }) => `la première valeur de ${of} pour ${all(event)}`,
    last: ({ event, of }) => `la dernière valeur de ${of} pour ${all(event)}`,
    distinct: ({ event, of }) => `le nombre de valeurs différentes de ${of} pour ${all(event)}`,
    set: ({ event, of }) => `la liste récente des valeurs de ${of} pour ${all(event)}`,
    top: ({ event, of }) => `la valeur la plus fréquente de ${of} pour ${all(event)}`,
    habit: ({ event, of }) => `la valeur habituelle de ${of} pour ${all(event)}`,
    daysSince: ({ event }) => TIME + (event === "visit" ? "depuis la visite précédente" : sinceLast(event)),
    sequence: ({ steps }) => `la suite ${quoted(stepsOf(steps))}`,
    funnel: ({ steps }) => `l’étape la plus avancée de ${quoted(stepsOf(steps))}`,
    score: ({ id }) => `le score ${id}`,
    tier: ({ id }) => `le niveau ${id}`,
    rfm: ({ id }) => `la classe de récence, fréquence et montant ${id}`,
    declared: ({ id }, voice) =>
      voice === "visitor" ? `votre choix pour ${id}` : `le choix de la personne pour ${id}`,
    choices: ({ id }, voice) =>
      voice === "visitor" ? `votre sélection pour ${id}` : `la sélection de la personne pour ${id}`,
    attested: ({ id }) => `la valeur ${id} confirmée par le site`,
  },
  fields: { recency: "récence", frequency: "fréquence", monetary: "montant" },
  limits: ({ days, since, where }) =>
    [
      days === undefined ? "" : ` sur ${fr.amount("exactly", days, "day")}`,
      since === undefined ? "" : ` ${sinceLast(since)}`,
      where === undefined ? "" : `, où ${where}`,
    ].join(""),
  is: (name, what) => `${name} est ${what}`,
  clauses: {
    is: (name, seen, need) => `${name} est ${name.startsWith(TIME) ? "de " : ""}${seen}${need}`,
    flag: (name, value) => `${name} ${value ? "s’applique" : "ne s’applique pas"}`,
    counted: (amount, _, limits, need, voice) =>
      `${voice === "visitor" ? "vous en êtes" : "la personne en est"} à ${amount}${limits}${need}`,
    empty: (name, need) => `${name} n’a pas encore de valeur${need}`,
    unknown: (name, need) => `on ne connaît pas ${name}${need}`,
    unfit: (name, need) => `${name} ne convient pas${need}`,
    undecided: (segment) => `on ne peut rien dire du segment ${segment}`,
    off: (name, voice) => `${voice === "visitor" ? "vous avez" : "la personne a"} désactivé ${name}`,
    segmentOff: (segment, voice) =>
      `${voice === "visitor" ? "vous avez" : "la personne a"} désactivé le segment ${segment}`,
  },
  needed: (need, isAmount) => ` (${isAmount ? "il faut" : "requis\u{a0}:"} ${need})`,
  outcome({ what, name }, holds, voice, yet) {
    const you = voice === "visitor";
    const isSegment = what === "segment";
    const who = you ? "vous" : "la personne";
    const verb = isSegment ? (you ? "faites" : "fait") : you ? "voyez" : "voit";
    const rest = isSegment ? `partie du segment ${name}` : `le bloc ${name}`;
    if (holds === undefined) return `On ne sait pas si ${who} ${verb} ${rest}`;
    const late = yet ? " encore" : "";
    const does = holds ? `${verb}${late}` : `ne ${verb} pas${late}`;
    return `${you ? "Vous" : "La personne"} ${does} ${rest}`;
  },
  because: (outcome, clauses) =>
    `${outcome} ${/^[aeiou]/i.test(clauses) ? "parce qu’" : "parce que "}${clauses}.`,
  always: (outcome, holds) =>
    `${outcome}\u{a0}: ${holds ? "cela vaut pour tout le monde" : "cela ne vaut pour personne"}.`,
  tests: {
    version: (test, has) =>
      `Dans le test ${test}, le hasard vous a donné une version ${has ? "avec" : "sans"} ce bloc.`,
    apart: (test) => `Ce bloc fait partie du test ${test}, auquel vous ne participez pas.`,
    heldOut:
      "Pour savoir ce qu’apporte la personnalisation, ce site s’en passe pour quelques personnes, tirées au sort. Vous en faites partie.",
  },
};

function stepsOf(steps: readonly { readonly event: string; readonly not?: true }[]): string {
  return steps.map(({ event, not }) => (not ? "sans " : "") + nounOf({ event }).forms[0]).join(" → ");
}
