import { describe, expect, test } from "vitest";
import { BUILT_IN_EVENTS } from "../../../shared/event.ts";
import type { Language } from "../../../shared/reasons/text/language.ts";
import { languageOf } from "../../../shared/reasons/text/languages.ts";
import { WIDGET_LANGUAGES } from "../../../shared/widget-languages.ts";
import { tell } from "./told.ts";
import { CASES } from "./told-cases.ts";

const LANGUAGES = ["de", "fr", "es", "uk", "ar"] as const;
type Sentences = readonly [de: string, fr: string, es: string, uk: string, ar: string];

const SENTENCES: Readonly<Partial<Record<keyof typeof CASES, Sentences>>> = {
  "not yet": [
    "Sie gehören noch nicht zum Segment „S“, denn Sie kommen auf 1 Besuch (nötig sind mindestens 2).",
    "Vous ne faites pas encore partie du segment «\u{a0}S\u{a0}» parce que vous en êtes à 1 visite (il faut au moins 2).",
    "Todavía no perteneces al segmento «S» porque llevas 1 visita (hacen falta al menos 2).",
    "Ви поки не належите до сегмента «S», тому що у вас 1 візит (потрібно щонайменше 2).",
    "لست في المجموعة «S» بعد، والسبب: لديك زيارة واحدة (المطلوب: 2 على الأقل).",
  ],
  "not any more": [
    "Sie gehören nicht zum Segment „S“, denn Sie kommen auf 2 Besuche (nötig sind weniger als 2).",
    "Vous ne faites pas partie du segment «\u{a0}S\u{a0}» parce que vous en êtes à 2 visites (il faut moins de 2).",
    "No perteneces al segmento «S» porque llevas 2 visitas (hacen falta menos de 2).",
    "Ви не належите до сегмента «S», тому що у вас 2 візити (потрібно менше ніж 2).",
    "لست في المجموعة «S»، والسبب: لديك زيارتان (المطلوب: أقل من 2).",
  ],
  "what isn't known": [
    "Es ist nicht bekannt, ob Sie zum Segment „S“ gehören, denn die Anzahl der Besuche ist nicht bekannt (nötig sind mindestens 2).",
    "On ne sait pas si vous faites partie du segment «\u{a0}S\u{a0}» parce qu’on ne connaît pas le nombre de visites (il faut au moins 2).",
    "No se sabe si perteneces al segmento «S» porque no se conoce el número de visitas (hacen falta al menos 2).",
    "Невідомо, чи належите ви до сегмента «S», тому що немає даних: кількість візитів (потрібно щонайменше 2).",
    "ليس معروفًا هل أنت في المجموعة «S»، والسبب: لا بيانات عن: عدد الزيارات (المطلوب: 2 على الأقل).",
  ],
  "for the owner, not yet": [
    "Die besuchende Person gehört noch nicht zum Segment „S“, denn die besuchende Person kommt auf 0 Besuche (nötig sind mindestens 2).",
    "La personne ne fait pas encore partie du segment «\u{a0}S\u{a0}» parce que la personne en est à 0 visite (il faut au moins 2).",
    "La persona todavía no pertenece al segmento «S» porque la persona lleva 0 visitas (hacen falta al menos 2).",
    "Відвідувач поки не належить до сегмента «S», тому що у відвідувача 0 візитів (потрібно щонайменше 2).",
    "ليس الزائر في المجموعة «S» بعد، والسبب: لدى الزائر 0 زيارة (المطلوب: 2 على الأقل).",
  ],
  "for the owner, unknown": [
    "Es ist nicht bekannt, ob die besuchende Person zum Segment „S“ gehört, denn die Anzahl der Besuche ist nicht bekannt (nötig sind mindestens 2).",
    "On ne sait pas si la personne fait partie du segment «\u{a0}S\u{a0}» parce qu’on ne connaît pas le nombre de visites (il faut au moins 2).",
    "No se sabe si la persona pertenece al segmento «S» porque no se conoce el número de visitas (hacen falta al menos 2).",
    "Невідомо, чи належить відвідувач до сегмента «S», тому що немає даних: кількість візитів (потрібно щонайменше 2).",
    "ليس معروفًا هل الزائر في المجموعة «S»، والسبب: لا بيانات عن: عدد الزيارات (المطلوب: 2 على الأقل).",
  ],
  "a block": [
    "Sie sehen den Block „hero“, denn Sie kommen auf 2 Besuche (nötig sind mindestens 2).",
    "Vous voyez le bloc «\u{a0}hero\u{a0}» parce que vous en êtes à 2 visites (il faut au moins 2).",
    "Ves el bloque «hero» porque llevas 2 visitas (hacen falta al menos 2).",
    "Ви бачите блок «hero», тому що у вас 2 візити (потрібно щонайменше 2).",
    "ترى الجزء «hero»، والسبب: لديك زيارتان (المطلوب: 2 على الأقل).",
  ],
  "a block that isn't shown": [
    "Die besuchende Person sieht den Block „hero“ noch nicht, denn die besuchende Person kommt auf 1 Besuch (nötig sind mindestens 2).",
    "La personne ne voit pas encore le bloc «\u{a0}hero\u{a0}» parce que la personne en est à 1 visite (il faut au moins 2).",
    "La persona todavía no ve el bloque «hero» porque la persona lleva 1 visita (hacen falta al menos 2).",
    "Відвідувач поки не бачить блок «hero», тому що у відвідувача 1 візит (потрібно щонайменше 2).",
    "لا يرى الزائر الجزء «hero» بعد، والسبب: لدى الزائر زيارة واحدة (المطلوب: 2 على الأقل).",
  ],
  "several bounds on one value": [
    "Sie gehören zum Segment „S“, denn Sie kommen auf 4 Besuche (nötig sind mehr als 1 und höchstens 4).",
    "Vous faites partie du segment «\u{a0}S\u{a0}» parce que vous en êtes à 4 visites (il faut plus de 1 et au plus 4).",
    "Perteneces al segmento «S» porque llevas 4 visitas (hacen falta más de 1 y como mucho 4).",
    "Ви належите до сегмента «S», тому що у вас 4 візити (потрібно більше ніж 1 і щонайбільше 4).",
    "أنت في المجموعة «S»، والسبب: لديك 4 زيارات (المطلوب: أكثر من 1 و4 على الأكثر).",
  ],
  "a window, a fresh start and a filter": [
    "Sie gehören zum Segment „S“, denn Sie kommen auf 22 Seitenaufrufe innerhalb von 30 Tagen seit dem letzten Kauf, wobei gilt: „path“ ist ein Text nach dem Muster „^/b“ (nötig sind mindestens 2).",
    "Vous faites partie du segment «\u{a0}S\u{a0}» parce que vous en êtes à 22 pages vues sur 30 jours depuis le dernier achat, où «\u{a0}path\u{a0}» est un texte conforme à «\u{a0}^/b\u{a0}» (il faut au moins 2).",
    "Perteneces al segmento «S» porque llevas 22 páginas vistas en 30 días desde la última compra, donde «path» es un texto según el patrón «^/b» (hacen falta al menos 2).",
    "Ви належите до сегмента «S», тому що у вас 22 перегляди за 30 днів від останньої покупки, де «path» — текст за зразком «^/b» (потрібно щонайменше 2).",
    "أنت في المجموعة «S»، والسبب: لديك 22 مشاهدة خلال 30 يومًا منذ آخر عملية شراء، حيث «path» – نص على النمط «^/b» (المطلوب: 2 على الأقل).",
  ],
  "an event of the owner's own": [
    "Sie gehören nicht zum Segment „S“, denn Sie kommen auf 5 Ereignisse „brochure“ (nötig sind 0).",
    "Vous ne faites pas partie du segment «\u{a0}S\u{a0}» parce que vous en êtes à 5 événements «\u{a0}brochure\u{a0}» (il faut 0).",
    "No perteneces al segmento «S» porque llevas 5 eventos «brochure» (hacen falta 0).",
    "Ви не належите до сегмента «S», тому що у вас 5 подій «brochure» (потрібно 0).",
    "لست في المجموعة «S»، والسبب: لديك 5 أحداث «brochure» (المطلوب: 0).",
  ],
  "a sum, in the numbers of the language": [
    "Sie gehören zum Segment „S“, denn die Summe von „value“ über alle Käufe ist 12.345,5 (nötig sind mindestens 99,5).",
    "Vous faites partie du segment «\u{a0}S\u{a0}» parce que le total de «\u{a0}value\u{a0}» pour tous les achats est 12\u{202f}345,5 (il faut au moins 99,5).",
    "Perteneces al segmento «S» porque el total de «value» en todas las compras es 12.345,5 (hacen falta al menos 99,5).",
    "Ви належите до сегмента «S», тому що сума «value» усіх покупок — 12\u{a0}345,5 (потрібно щонайменше 99,5).",
    "أنت في المجموعة «S»، والسبب: مجموع «value» في كل عمليات الشراء – 12,345.5 (المطلوب: 99.5 على الأقل).",
  ],
  days: [
    "Sie gehören zum Segment „S“, denn die Zeit seit dem vorigen Besuch beträgt 2 Tage (nötig sind mehr als 1 Tag).",
    "Vous faites partie du segment «\u{a0}S\u{a0}» parce que le temps écoulé depuis la visite précédente est de 2 jours (il faut plus de 1 jour).",
    "Perteneces al segmento «S» porque el tiempo transcurrido desde la visita anterior es 2 días (hacen falta más de 1 día).",
    "Ви належите до сегмента «S», тому що час від попереднього візиту — 2 дні (потрібно більше ніж 1 день).",
    "أنت في المجموعة «S»، والسبب: المدة منذ الزيارة السابقة – يومان (المطلوب: أكثر من يوم واحد).",
  ],
  "an event that never happened": [
    "Sie gehören nicht zum Segment „S“, denn die Zeit seit dem letzten Kauf hat noch keinen Wert (nötig sind weniger als 30 Tage).",
    "Vous ne faites pas partie du segment «\u{a0}S\u{a0}» parce que le temps écoulé depuis le dernier achat n’a pas encore de valeur (il faut moins de 30 jours).",
    "No perteneces al segmento «S» porque el tiempo transcurrido desde la última compra no tiene valor todavía (hacen falta menos de 30 días).",
    "Ви не належите до сегмента «S», тому що час від останньої покупки — поки нічого (потрібно менше ніж 30 днів).",
    "لست في المجموعة «S»، والسبب: المدة منذ آخر عملية شراء – لا شيء بعد (المطلوب: أقل من 30 يومًا).",
  ],
  "the opposite of an order, which nothing meets too": [
    "Sie gehören nicht zum Segment „S“, denn die Zeit seit dem letzten Kauf beträgt 21 Tage (nötig sind mindestens 30 Tage oder nichts).",
    "Vous ne faites pas partie du segment «\u{a0}S\u{a0}» parce que le temps écoulé depuis le dernier achat est de 21 jours (il faut au moins 30 jours ou rien).",
    "No perteneces al segmento «S» porque el tiempo transcurrido desde la última compra es 21 días (hacen falta al menos 30 días o nada).",
    "Ви не належите до сегмента «S», тому що час від останньої покупки — 21 день (потрібно щонайменше 30 днів або нічого).",
    "لست في المجموعة «S»، والسبب: المدة منذ آخر عملية شراء – 21 يومًا (المطلوب: 30 يومًا على الأقل أو لا شيء).",
  ],
  "a favourite among several": [
    "Sie gehören nicht zum Segment „S“, denn der häufigste Wert von „category“ über alle Seitenaufrufe ist „run“ (nötig: „rain“ oder „camp“).",
    "Vous ne faites pas partie du segment «\u{a0}S\u{a0}» parce que la valeur la plus fréquente de «\u{a0}category\u{a0}» pour toutes les pages vues est «\u{a0}run\u{a0}» (requis\u{a0}: «\u{a0}rain\u{a0}» ou «\u{a0}camp\u{a0}»).",
    "No perteneces al segmento «S» porque el valor más frecuente de «category» en todas las páginas vistas es «run» (hace falta: «rain» o «camp»).",
    "Ви не належите до сегмента «S», тому що найчастіше значення «category» серед усіх переглядів — «run» (потрібно: «rain» або «camp»).",
    "لست في المجموعة «S»، والسبب: أكثر القيم تكرارًا «category» في كل المشاهدات – «run» (المطلوب: «rain» أو «camp»).",
  ],
  "a sequence": [
    "Sie gehören zum Segment „S“, denn die Folge „Änderung am Warenkorb → kein Kauf“ innerhalb von 7 Tagen trifft zu.",
    "Vous faites partie du segment «\u{a0}S\u{a0}» parce que la suite «\u{a0}changement du panier → sans achat\u{a0}» sur 7 jours s’applique.",
    "Perteneces al segmento «S» porque la secuencia «cambio en la cesta → sin compra» en 7 días se cumple.",
    "Ви належите до сегмента «S», тому що послідовність «зміна кошика → без покупки» за 7 днів — так.",
    "أنت في المجموعة «S»، والسبب: التسلسل «تغيير في السلة ← بلا عملية شراء» خلال 7 أيام – نعم.",
  ],
  "facts of the request, by name": [
    "Sie gehören zum Segment „S“, denn das Land ist Polen (nötig: Polen oder Deutschland), der Wochentag ist Freitag und das Gerät ist ein Computer (nötig: etwas anderes als ein Telefon).",
    "Vous faites partie du segment «\u{a0}S\u{a0}» parce que le pays est Pologne (requis\u{a0}: Pologne ou Allemagne), le jour de la semaine est vendredi et l’appareil est un ordinateur (requis\u{a0}: autre chose que un téléphone).",
    "Perteneces al segmento «S» porque el país es Polonia (hace falta: Polonia o Alemania), el día de la semana es viernes y el dispositivo es un ordenador (hace falta: algo que no sea un teléfono).",
    "Ви належите до сегмента «S», тому що країна — Польща (потрібно: Польща або Німеччина), день тижня — пʼятниця і пристрій — комп’ютер (потрібно: інше значення, ніж телефон).",
    "أنت في المجموعة «S»، والسبب: البلد – بولندا (المطلوب: بولندا أو ألمانيا) ويوم الأسبوع – الجمعة والجهاز – حاسوب (المطلوب: أي شيء سوى هاتف).",
  ],
  "two that would each have done": [
    "Sie gehören nicht zum Segment „S“, denn Sie kommen auf 1 Besuch (nötig sind mindestens 2) und die Stunde des Tages ist 9 (nötig sind mindestens 18).",
    "Vous ne faites pas partie du segment «\u{a0}S\u{a0}» parce que vous en êtes à 1 visite (il faut au moins 2) et l’heure de la journée est 9 (il faut au moins 18).",
    "No perteneces al segmento «S» porque llevas 1 visita (hacen falta al menos 2) y la hora del día es 9 (hacen falta al menos 18).",
    "Ви не належите до сегмента «S», тому що у вас 1 візит (потрібно щонайменше 2) і година доби — 9 (потрібно щонайменше 18).",
    "لست في المجموعة «S»، والسبب: لديك زيارة واحدة (المطلوب: 2 على الأقل) وساعة اليوم – 9 (المطلوب: 18 على الأقل).",
  ],
  everybody: [
    "Sie gehören zum Segment „S“: Das gilt für alle.",
    "Vous faites partie du segment «\u{a0}S\u{a0}»\u{a0}: cela vaut pour tout le monde.",
    "Perteneces al segmento «S»: vale para todo el mundo.",
    "Ви належите до сегмента «S»: це стосується всіх.",
    "أنت في المجموعة «S»: هذا يسري على الجميع.",
  ],
  nobody: [
    "Sie gehören nicht zum Segment „S“: Das gilt für niemanden.",
    "Vous ne faites pas partie du segment «\u{a0}S\u{a0}»\u{a0}: cela ne vaut pour personne.",
    "No perteneces al segmento «S»: no vale para nadie.",
    "Ви не належите до сегмента «S»: це нікого не стосується.",
    "لست في المجموعة «S»: هذا لا يسري على أحد.",
  ],
};

test.each(Object.entries(SENTENCES))("%s", (name, expected) => {
  expect(tell(CASES[name as keyof typeof CASES], LANGUAGES)).toEqual(expected);
});

test.each<[language: string, unit: "day" | "visit" | "purchase", bound: "exactly" | "less", forms: string]>([
  [
    "de",
    "day",
    "exactly",
    "0 Tage|1 Tag|2 Tage|3 Tage|5 Tage|11 Tage|21 Tage|22 Tage|25 Tage|100 Tage|102 Tage|1,5 Tage",
  ],
  [
    "fr",
    "visit",
    "exactly",
    "0 visite|1 visite|2 visites|3 visites|5 visites|11 visites|21 visites|22 visites|25 visites|100 visites|102 visites|1,5 visite",
  ],
  [
    "es",
    "purchase",
    "exactly",
    "0 compras|1 compra|2 compras|3 compras|5 compras|11 compras|21 compras|22 compras|25 compras|100 compras|102 compras|1,5 compras",
  ],
  [
    "uk",
    "visit",
    "exactly",
    "0 візитів|1 візит|2 візити|3 візити|5 візитів|11 візитів|21 візит|22 візити|25 візитів|100 візитів|102 візити|1,5 візиту",
  ],
  [
    "uk",
    "day",
    "less",
    "менше ніж 0 днів|менше ніж 1 день|менше ніж 2 дні|менше ніж 3 дні|менше ніж 5 днів|менше ніж 11 днів|менше ніж 21 день|менше ніж 22 дні|менше ніж 25 днів|менше ніж 100 днів|менше ніж 102 дні|менше ніж 1,5 дня",
  ],
  [
    "ar",
    "visit",
    "exactly",
    "0 زيارة|زيارة واحدة|زيارتان|3 زيارات|5 زيارات|11 زيارة|21 زيارة|22 زيارة|25 زيارة|100 زيارة|102 زيارة|1.5 زيارة",
  ],
  [
    "ar",
    "purchase",
    "less",
    "أقل من 0 عملية شراء|أقل من عملية شراء واحدة|أقل من عمليتي شراء|أقل من 3 عمليات شراء|أقل من 5 عمليات شراء|أقل من 11 عملية شراء|أقل من 21 عملية شراء|أقل من 22 عملية شراء|أقل من 25 عملية شراء|أقل من 100 عملية شراء|أقل من 102 عملية شراء|أقل من 1.5 عملية شراء",
  ],
  [
    "ar",
    "day",
    "less",
    "أقل من 0 يوم|أقل من يوم واحد|أقل من يومين|أقل من 3 أيام|أقل من 5 أيام|أقل من 11 يومًا|أقل من 21 يومًا|أقل من 22 يومًا|أقل من 25 يومًا|أقل من 100 يوم|أقل من 102 يوم|أقل من 1.5 يوم",
  ],
  [
    "ar",
    "day",
    "exactly",
    "0 يوم|يوم واحد|يومان|3 أيام|5 أيام|11 يومًا|21 يومًا|22 يومًا|25 يومًا|100 يوم|102 يوم|1.5 يوم",
  ],
])("plural forms: %s, %s, %s", (language, unit, bound, forms) => {
  const said = [0, 1, 2, 3, 5, 11, 21, 22, 25, 100, 102, 1.5].map((amount) =>
    languageOf(language).amount(bound, amount, unit === "day" ? unit : { event: unit }),
  );
  expect(said.join("|")).toBe(forms);
});

describe("every language of the widget", () => {
  const english = languageOf("en");

  test.each(WIDGET_LANGUAGES)("%s has all words, its own ones", (tag) => {
    const language = languageOf(tag);
    expect(language.tag).toBe(tag);
    expect(shapeOf(language)).toEqual(shapeOf(english));
    if (tag !== "en") expect(language.contexts).not.toEqual(english.contexts);
  });

  test.each(WIDGET_LANGUAGES)("%s says each built-in event in its own way, also an owner's", (tag) => {
    const events = [...BUILT_IN_EVENTS, "brochure"];
    const all = events.map((event) => languageOf(tag).kinds["count"]!(partsOf(event), "visitor"));
    expect(new Set(all).size).toBe(events.length);
    expect(all.at(-1)).toContain("brochure");
  });
});

const partsOf = (event: string) => ({ id: "“i”", event, of: "“p”", steps: [] });

/** The names of all words, and whether they are put together with something. */
function shapeOf(words: object): unknown {
  return Object.fromEntries(
    Object.entries(words as Language)
      .map(([name, word]) => [name, word !== null && typeof word === "object" ? shapeOf(word) : typeof word])
      .sort(([one], [other]) => (one! < other! ? -1 : 1)),
  );
}
