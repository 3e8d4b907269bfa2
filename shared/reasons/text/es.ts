import type { Bound, Language, Unit } from "./language.ts";
import { formatted } from "./format.ts";

const TAG = "es";
const { number, pluralOf } = formatted(TAG);

interface Noun {
  readonly forms: readonly [one: string, other: string];
  readonly feminine?: true;
}

const EVENTS: Readonly<Record<string, Noun>> = {
  visit: { forms: ["visita", "visitas"], feminine: true },
  view: { forms: ["página vista", "páginas vistas"], feminine: true },
  click: { forms: ["clic", "clics"] },
  scroll: { forms: ["desplazamiento", "desplazamientos"] },
  dwell: { forms: ["estancia en una página", "estancias en una página"], feminine: true },
  search: { forms: ["búsqueda", "búsquedas"], feminine: true },
  cart: { forms: ["cambio en la cesta", "cambios en la cesta"] },
  purchase: { forms: ["compra", "compras"], feminine: true },
  answer: { forms: ["respuesta", "respuestas"], feminine: true },
  form: { forms: ["formulario enviado", "formularios enviados"] },
};
const DAY: Noun = { forms: ["día", "días"] };

function nounOf(unit: Unit): Noun {
  if (unit === "day") return DAY;
  if (Object.hasOwn(EVENTS, unit.event)) return EVENTS[unit.event]!;
  return { forms: [`evento «${unit.event}»`, `eventos «${unit.event}»`] };
}
const several = (event: string) => nounOf({ event }).forms[1];
const all = (event: string) => {
  const { forms, feminine } = nounOf({ event });
  return `${feminine ? "todas las" : "todos los"} ${forms[1]}`;
};
const sinceLast = (event: string) => {
  const { forms, feminine } = nounOf({ event });
  return `desde ${feminine ? "la última" : "el último"} ${forms[0]}`;
};

const BOUNDS: Readonly<Record<Bound, string>> = {
  exactly: "",
  least: "al menos ",
  most: "como mucho ",
  more: "más de ",
  less: "menos de ",
};

/** Spanish. What something is follows "es", which fits numbers, texts and names alike. */
export const es: Language = {
  tag: TAG,
  quotes: ["«", "»"],
  amount(bound, value, unit) {
    const amount = `${BOUNDS[bound]}${number(value)}`;
    return unit === undefined ? amount : `${amount} ${nounOf(unit).forms[pluralOf(value) === "one" ? 0 : 1]}`;
  },
  values: { yes: "sí", no: "no", none: "nada todavía", other: "otra cosa" },
  terms: {
    device: { mobile: "un teléfono", tablet: "una tableta", desktop: "un ordenador" },
    referrer: {
      search: "un buscador",
      social: "una red social",
      email: "un correo",
      ad: "un anuncio",
      direct: "un acceso directo",
      internal: "este sitio",
      other: "otro sitio",
    },
  },
  needs: {
    any: "cualquier valor",
    nothing: "ningún valor",
    but: (what) => `algo que no sea ${what}`,
    orNothing: (what) => `${what} o nada`,
    anyCase: (what) => `${what} en mayúsculas o minúsculas`,
    matching: (expression) => `un texto según el patrón ${expression}`,
    group: (name) => `algo del grupo ${name}`,
    listWithAll: (list) => `una lista con ${list}`,
    listOfLength: (amount) => `una lista de longitud ${amount}`,
    listWithOne: (what) => `una lista con ${what}`,
    texts: {
      least: (text) => `${text} o lo que le sigue en el alfabeto`,
      most: (text) => `${text} o lo que le precede en el alfabeto`,
      more: (text) => `lo que sigue a ${text} en el alfabeto`,
      less: (text) => `lo que precede a ${text} en el alfabeto`,
    },
    versions: {
      exactly: (text) => `la versión ${text}`,
      least: (text) => `la versión ${text} o posterior`,
      most: (text) => `la versión ${text} o anterior`,
      more: (text) => `una versión posterior a ${text}`,
      less: (text) => `una versión anterior a ${text}`,
    },
    types: {
      string: "un texto",
      number: "un número",
      boolean: "sí o no",
      null: "ningún valor",
      array: "una lista",
      object: "un objeto",
    },
  },
  contexts: {
    country: "el país",
    region: "la región",
    city: "la ciudad",
    continent: "el continente",
    timezone: "la zona horaria",
    language: "el idioma",
    device: "el dispositivo",
    hour: "la hora del día",
    weekday: "el día de la semana",
    referrer: "lo que llevó a esta página",
    referrerHost: "el sitio que llevó a esta página",
    source: "la fuente de esta visita",
    medium: "el medio de esta visita",
    campaign: "la campaña de esta visita",
    network: "la red",
    path: "la ruta de esta página",
    host: "el nombre de este sitio",
  },
  request: "la solicitud",
  kinds: {
    count: ({ event }) => `el número de ${several(event)}`,
    sum: ({ event, of }) => `el total de ${of} en ${all(event)}`,
    min: ({ event, of }) => `el valor más bajo de ${of} en ${all(event)}`,
    max: ({ event, of }) => `el valor más alto de ${of} en ${all(event)}`,
    average: ({ event, of }) => `el promedio de ${of} en ${all(event)}`,
    first: ({ event, of }) => `el primer valor de ${of} en ${all(event)}`,
    last: ({ event, of }) => `el último valor de ${of} en ${all(event)}`,
    distinct: ({ event, of }) => `el número de valores distintos de ${of} en ${all(event)}`,
    set: ({ event, of }) => `la lista reciente de valores de ${of} en ${all(event)}`,
    top: ({ event, of }) => `el valor más frecuente de ${of} en ${all(event)}`,
    habit: ({ event, of }) => `el valor habitual de ${of} en ${all(event)}`,
    daysSince: ({ event }) =>
      `el tiempo transcurrido ${event === "visit" ? "desde la visita anterior" : sinceLast(event)}`,
    sequence: ({ steps }) => `la secuencia «${stepsOf(steps)}»`,
    funnel: ({ steps }) => `el paso más avanzado de «${stepsOf(steps)}»`,
    score: ({ id }) => `la puntuación ${id}`,
    tier: ({ id }) => `el nivel ${id}`,
    rfm: ({ id }) => `la clase de recencia, frecuencia y valor ${id}`,
    declared: ({ id }, voice) =>
      voice === "visitor" ? `tu elección en ${id}` : `la elección de la persona en ${id}`,
    choices: ({ id }, voice) =>
      voice === "visitor" ? `tu selección en ${id}` : `la selección de la persona en ${id}`,
    attested: ({ id }) => `el valor ${id} confirmado por el sitio`,
  },
  fields: { recency: "recencia", frequency: "frecuencia", monetary: "valor" },
  limits: ({ days, since, where }) =>
    [
      days === undefined ? "" : ` en ${es.amount("exactly", days, "day")}`,
      since === undefined ? "" : ` ${sinceLast(since)}`,
      where === undefined ? "" : `, donde ${where}`,
    ].join(""),
  is: (name, what) => `${name} es ${what}`,
  clauses: {
    is: (name, seen, need) => `${name} es ${seen}${need}`,
    flag: (name, value) => `${name} ${value ? "se cumple" : "no se cumple"}`,
    counted: (amount, _, limits, need, voice) =>
      `${voice === "visitor" ? "llevas" : "la persona lleva"} ${amount}${limits}${need}`,
    empty: (name, need) => `${name} no tiene valor todavía${need}`,
    unknown: (name, need) => `no se conoce ${name}${need}`,
    unfit: (name, need) => `${name} no encaja${need}`,
    undecided: (segment) => `no se puede decir nada del segmento ${segment}`,
    off: (name, voice) => `${voice === "visitor" ? "has" : "la persona ha"} desactivado ${name}`,
    segmentOff: (segment, voice) =>
      `${voice === "visitor" ? "has" : "la persona ha"} desactivado el segmento ${segment}`,
  },
  needed: (need, isAmount) => ` (${isAmount ? "hacen falta" : "hace falta:"} ${need})`,
  outcome({ what, name }, holds, voice, yet) {
    const you = voice === "visitor";
    const does =
      what === "segment"
        ? `${you ? "perteneces" : "pertenece"} al segmento ${name}`
        : `${you ? "ves" : "ve"} el bloque ${name}`;
    if (holds === undefined) return `No se sabe si ${you ? "" : "la persona "}${does}`;
    const told = `${you ? "" : "la persona "}${yet ? "todavía " : ""}${holds ? "" : "no "}${does}`;
    return told.charAt(0).toUpperCase() + told.slice(1);
  },
  because: (outcome, clauses) => `${outcome} porque ${clauses}.`,
  always: (outcome, holds) => `${outcome}: ${holds ? "vale para todo el mundo" : "no vale para nadie"}.`,
  tests: {
    version: (test, has) =>
      `En la prueba ${test}, el azar te ha dado una versión ${has ? "con" : "sin"} este bloque.`,
    apart: (test) => `Este bloque pertenece a la prueba ${test}, en la que no participas.`,
    heldOut:
      "Para saber qué aporta la personalización, este sitio prescinde de ella con algunas personas, elegidas al azar. Eres una de ellas.",
  },
};

function stepsOf(steps: readonly { readonly event: string; readonly not?: true }[]): string {
  return steps.map(({ event, not }) => (not ? "sin " : "") + nounOf({ event }).forms[0]).join(" → ");
}
