import { describe, expect, test } from "vitest";
import { OPERATORS } from "../../../shared/condition/operators.ts";
import type { Definition } from "../../../shared/attribute.ts";
import { BUILT_IN_EVENTS } from "../../../shared/event.ts";
import { type Reason, explainSegment } from "../../../shared/reasons/explain.ts";
import { factsOfValues } from "../../../shared/reasons/facts.ts";
import { sentenceOf } from "../../../shared/reasons/sentence.ts";
import { languageOf } from "../../../shared/reasons/text/languages.ts";
import { vocabularyOf } from "../../../shared/reasons/vocabulary.ts";
import { KINDS } from "../../../shared/kinds/edge.ts";
import { rulesOf } from "../../../shared/site-rules.ts";
import { WIDGET_LANGUAGES } from "../../../shared/widget-languages.ts";
import { siteOf, tell, type Told } from "./told.ts";
import { CASES } from "./told-cases.ts";

/** Those whose sentences stand here; the others' are in sentence-languages.test.ts. */
const LANGUAGES = ["en", "ru", "pl"] as const;

describe("sentences", () => {
  const sentences: Readonly<Record<keyof typeof CASES, readonly [en: string, ru: string, pl: string]>> = {
    "a match": [
      "You are in “Returning visitors” because you have visited 3 times (at least 2 needed).",
      "Вы входите в сегмент «Вернувшиеся», потому что у вас 3 визита (нужно не меньше 2).",
      "Należysz do segmentu „Powracający”, ponieważ za Tobą 3 wizyty (wymagane co najmniej 2).",
    ],
    "not yet": [
      "You are not in “S” yet because you have visited once (at least 2 needed).",
      "Вы пока не входите в сегмент «S», потому что у вас 1 визит (нужно не меньше 2).",
      "Nie należysz jeszcze do segmentu „S”, ponieważ za Tobą 1 wizyta (wymagane co najmniej 2).",
    ],
    "not any more": [
      "You are not in “S” because you have visited 2 times (less than 2 needed).",
      "Вы не входите в сегмент «S», потому что у вас 2 визита (нужно меньше 2).",
      "Nie należysz do segmentu „S”, ponieważ za Tobą 2 wizyty (wymagane mniej niż 2).",
    ],
    "what isn't known": [
      "It isn’t known whether you are in “S” because the number of visits isn’t known (at least 2 needed).",
      "Неизвестно, входите ли вы в сегмент «S», потому что нет данных: число визитов (нужно не меньше 2).",
      "Nie wiadomo, czy należysz do segmentu „S”, ponieważ brak danych: liczba wizyt (wymagane co najmniej 2).",
    ],
    "an owner's label, in which nothing has to agree": [
      "You are in “S” because “Visits” is 3 (at least 2 needed).",
      "Вы входите в сегмент «S», потому что «Посещения» — 3 (нужно не меньше 2).",
      "Należysz do segmentu „S”, ponieważ „Wizyty” to 3 (wymagane co najmniej 2).",
    ],
    "for the owner": [
      "The visitor is in “S” because the visitor has visited 5 times (at least 2 needed).",
      "Посетитель входит в сегмент «S», потому что у посетителя 5 визитов (нужно не меньше 2).",
      "Odwiedzający należy do segmentu „S”, ponieważ za odwiedzającym 5 wizyt (wymagane co najmniej 2).",
    ],
    "for the owner, not yet": [
      "The visitor is not in “S” yet because the visitor has visited 0 times (at least 2 needed).",
      "Посетитель пока не входит в сегмент «S», потому что у посетителя 0 визитов (нужно не меньше 2).",
      "Odwiedzający nie należy jeszcze do segmentu „S”, ponieważ za odwiedzającym 0 wizyt (wymagane co najmniej 2).",
    ],
    "for the owner, unknown": [
      "It isn’t known whether the visitor is in “S” because the number of visits isn’t known (at least 2 needed).",
      "Неизвестно, входит ли посетитель в сегмент «S», потому что нет данных: число визитов (нужно не меньше 2).",
      "Nie wiadomo, czy odwiedzający należy do segmentu „S”, ponieważ brak danych: liczba wizyt (wymagane co najmniej 2).",
    ],
    "a block": [
      "You see the block “hero” because you have visited 2 times (at least 2 needed).",
      "Вы видите блок «hero», потому что у вас 2 визита (нужно не меньше 2).",
      "Widzisz blok „hero”, ponieważ za Tobą 2 wizyty (wymagane co najmniej 2).",
    ],
    "a block that isn't shown": [
      "The visitor doesn’t see the block “hero” yet because the visitor has visited once (at least 2 needed).",
      "Посетитель пока не видит блок «hero», потому что у посетителя 1 визит (нужно не меньше 2).",
      "Odwiedzający nie widzi jeszcze bloku „hero”, ponieważ za odwiedzającym 1 wizyta (wymagane co najmniej 2).",
    ],
    "several bounds on one value": [
      "You are in “S” because you have visited 4 times (more than 1 and at most 4 needed).",
      "Вы входите в сегмент «S», потому что у вас 4 визита (нужно больше 1 и не больше 4).",
      "Należysz do segmentu „S”, ponieważ za Tobą 4 wizyty (wymagane więcej niż 1 i co najwyżej 4).",
    ],
    "a window, a fresh start and a filter": [
      "You are in “S” because you have viewed 22 pages within 30 days since the last purchase where “path” is a text matching “^/b” (at least 2 needed).",
      "Вы входите в сегмент «S», потому что у вас 22 просмотра за 30 дней с последней покупки, где «path» — текст по образцу «^/b» (нужно не меньше 2).",
      "Należysz do segmentu „S”, ponieważ za Tobą 22 odsłony w ciągu 30 dni od ostatniego zakupu, gdzie „path” to tekst według wzorca „^/b” (wymagane co najmniej 2).",
    ],
    "an event of the owner's own": [
      "You are not in “S” because you have triggered 5 “brochure” events (0 needed).",
      "Вы не входите в сегмент «S», потому что у вас 5 событий «brochure» (нужно 0).",
      "Nie należysz do segmentu „S”, ponieważ za Tobą 5 zdarzeń „brochure” (wymagane 0).",
    ],
    "a sum, in the numbers of the language": [
      "You are in “S” because the total “value” of all purchases is 12,345.5 (at least 99.5 needed).",
      "Вы входите в сегмент «S», потому что сумма «value» всех покупок — 12\u{a0}345,5 (нужно не меньше 99,5).",
      "Należysz do segmentu „S”, ponieważ suma „value” wszystkich zakupów to 12\u{a0}345,5 (wymagane co najmniej 99,5).",
    ],
    days: [
      "You are in “S” because the time since the previous visit is 2 days (more than 1 day needed).",
      "Вы входите в сегмент «S», потому что время с предыдущего визита — 2 дня (нужно больше 1 дня).",
      "Należysz do segmentu „S”, ponieważ czas od poprzedniej wizyty to 2 dni (wymagane więcej niż 1 dzień).",
    ],
    "an event that never happened": [
      "You are not in “S” because the time since the last purchase has no value yet (less than 30 days needed).",
      "Вы не входите в сегмент «S», потому что время с последней покупки — пока ничего (нужно меньше 30 дней).",
      "Nie należysz do segmentu „S”, ponieważ czas od ostatniego zakupu: brak wartości (wymagane mniej niż 30 dni).",
    ],
    "the opposite of an order, which nothing meets too": [
      "You are not in “S” because the time since the last purchase is 21 days (at least 30 days or nothing needed).",
      "Вы не входите в сегмент «S», потому что время с последней покупки — 21 день (нужно не меньше 30 дней или ничего).",
      "Nie należysz do segmentu „S”, ponieważ czas od ostatniego zakupu to 21 dni (wymagane co najmniej 30 dni lub nic).",
    ],
    "a favourite among several": [
      "You are not in “S” because the most frequent “category” of all page views is “run” (“rain” or “camp” needed).",
      "Вы не входите в сегмент «S», потому что самое частое значение «category» среди всех просмотров — «run» (нужно: «rain» или «camp»).",
      "Nie należysz do segmentu „S”, ponieważ najczęstsza wartość „category” wśród wszystkich odsłon to „run” (wymagane: „rain” lub „camp”).",
    ],
    "what is exactly as needed isn't said twice": [
      "You are in “S” because your choice for “i” is “sport”.",
      "Вы входите в сегмент «S», потому что ваш выбор в «i» — «sport».",
      "Należysz do segmentu „S”, ponieważ Twój wybór w „i” to „sport”.",
    ],
    "a sequence": [
      "You are in “S” because the sequence “basket change → no purchase” within 7 days applies.",
      "Вы входите в сегмент «S», потому что последовательность «изменение корзины → без покупки» за 7 дней — да.",
      "Należysz do segmentu „S”, ponieważ sekwencja „zmiana koszyka → bez zakupu” w ciągu 7 dni: tak.",
    ],
    "a sequence with a label, that doesn't apply": [
      "You are not in “S” because “Left basket” doesn’t apply.",
      "Вы не входите в сегмент «S», потому что «Left basket» — нет.",
      "Nie należysz do segmentu „S”, ponieważ „Left basket”: nie.",
    ],
    "facts of the request, by name": [
      "You are in “S” because the country is Poland (Poland or Germany needed), the day of the week is Friday, and the device is a computer (anything but a phone needed).",
      "Вы входите в сегмент «S», потому что страна — Польша (нужно: Польша или Германия), день недели — пятница и устройство — компьютер (нужно: другое значение, чем телефон).",
      "Należysz do segmentu „S”, ponieważ kraj to Polska (wymagane: Polska lub Niemcy), dzień tygodnia to piątek i urządzenie to komputer (wymagane: inna wartość niż telefon).",
    ],
    "languages, continents, and how somebody came": [
      "You are in “S” because the language is Polish, the continent is Europe, and what led to this page is an ad.",
      "Вы входите в сегмент «S», потому что язык — польский, континент — Европа и источник перехода — реклама.",
      "Należysz do segmentu „S”, ponieważ język to polski, kontynent to Europa i źródło wejścia to reklama.",
    ],
    "a fact that may not be used": [
      "It isn’t known whether you are in “S” because the source of this visit isn’t known (“x” needed).",
      "Неизвестно, входите ли вы в сегмент «S», потому что нет данных: источник этого визита (нужно: «x»).",
      "Nie wiadomo, czy należysz do segmentu „S”, ponieważ brak danych: źródło tej wizyty (wymagane: „x”).",
    ],
    "two that would each have done": [
      "You are not in “S” because you have visited once (at least 2 needed) and the hour of the day is 9 (at least 18 needed).",
      "Вы не входите в сегмент «S», потому что у вас 1 визит (нужно не меньше 2) и час суток — 9 (нужно не меньше 18).",
      "Nie należysz do segmentu „S”, ponieważ za Tobą 1 wizyta (wymagane co najmniej 2) i godzina to 9 (wymagane co najmniej 18).",
    ],
    "bounds on both sides, of which neither holds": [
      "You are not in “S” because the total “value” of all purchases is 50 (less than 10 or more than 100 needed).",
      "Вы не входите в сегмент «S», потому что сумма «value» всех покупок — 50 (нужно меньше 10 или больше 100).",
      "Nie należysz do segmentu „S”, ponieważ suma „value” wszystkich zakupów to 50 (wymagane mniej niż 10 lub więcej niż 100).",
    ],
    "through another segment": [
      "You are in “S” because you have visited 12 times (at least 2 needed).",
      "Вы входите в сегмент «S», потому что у вас 12 визитов (нужно не меньше 2).",
      "Należysz do segmentu „S”, ponieważ za Tobą 12 wizyt (wymagane co najmniej 2).",
    ],
    everybody: [
      "You are in “S”: this holds for everybody.",
      "Вы входите в сегмент «S»: это верно для всех.",
      "Należysz do segmentu „S”: dotyczy to wszystkich.",
    ],
    nobody: [
      "You are not in “S”: this holds for nobody.",
      "Вы не входите в сегмент «S»: это ни для кого не верно.",
      "Nie należysz do segmentu „S”: nie dotyczy to nikogo.",
    ],
    "a visitor's text as it is": [
      "You are in “S” because the latest “title” of all page views is “<b>&“x”” (any value needed).",
      "Вы входите в сегмент «S», потому что последнее значение «title» среди всех просмотров — «<b>&“x”» (нужно: любое значение).",
      "Należysz do segmentu „S”, ponieważ ostatnia wartość „title” wśród wszystkich odsłon to „<b>&“x”” (wymagane: dowolna wartość).",
    ],
  };
  test.each(Object.entries<Told>(CASES))("%s", (name, told) => {
    expect(tell(told, LANGUAGES)).toEqual(sentences[name as keyof typeof CASES]);
  });

  test("come in English where there are no words in a language", () => {
    expect(languageOf("pt-BR").tag).toBe("en");
    expect(languageOf("PL").tag).toBe("pl");
    expect(languageOf("ru-RU").tag).toBe("ru");
  });

  test("name a segment that can't be decided", () => {
    const site = siteOf({ when: {} });
    const explanation = explainSegment("gone", rulesOf(site), factsOfValues({ attributes: {}, context: {} }));
    const sentences = LANGUAGES.map((language) =>
      sentenceOf({ segment: "gone" }, explanation, vocabularyOf(site), { language, voice: "visitor" }),
    );
    expect(sentences).toEqual([
      "It isn’t known whether you are in “gone” because the segment “gone” can’t be decided.",
      "Неизвестно, входите ли вы в сегмент «gone», потому что о сегменте «gone» ничего нельзя сказать.",
      "Nie wiadomo, czy należysz do segmentu „gone”, ponieważ o segmencie „gone” nic nie da się powiedzieć.",
    ]);
  });
});

describe("plural forms", () => {
  const amounts = [0, 1, 2, 3, 4, 5, 11, 12, 14, 21, 22, 25, 100, 101, 1.5];
  const rows: Record<
    string,
    readonly [language: string, unit: "day" | "visit", bound: "exactly" | "least", forms: string]
  > = {
    "English visits": [
      "en",
      "visit",
      "exactly",
      "0 times|once|2 times|3 times|4 times|5 times|11 times|12 times|14 times|21 times|22 times|25 times|100 times|101 times|1.5 times",
    ],
    "English days": [
      "en",
      "day",
      "exactly",
      "0 days|1 day|2 days|3 days|4 days|5 days|11 days|12 days|14 days|21 days|22 days|25 days|100 days|101 days|1.5 days",
    ],
    "Russian visits": [
      "ru",
      "visit",
      "exactly",
      "0 визитов|1 визит|2 визита|3 визита|4 визита|5 визитов|11 визитов|12 визитов|14 визитов|21 визит|22 визита|25 визитов|100 визитов|101 визит|1,5 визита",
    ],
    "Russian days": [
      "ru",
      "day",
      "exactly",
      "0 дней|1 день|2 дня|3 дня|4 дня|5 дней|11 дней|12 дней|14 дней|21 день|22 дня|25 дней|100 дней|101 день|1,5 дня",
    ],
    "Polish visits": [
      "pl",
      "visit",
      "exactly",
      "0 wizyt|1 wizyta|2 wizyty|3 wizyty|4 wizyty|5 wizyt|11 wizyt|12 wizyt|14 wizyt|21 wizyt|22 wizyty|25 wizyt|100 wizyt|101 wizyt|1,5 wizyty",
    ],
    "Polish days": [
      "pl",
      "day",
      "exactly",
      "0 dni|1 dzień|2 dni|3 dni|4 dni|5 dni|11 dni|12 dni|14 dni|21 dni|22 dni|25 dni|100 dni|101 dni|1,5 dnia",
    ],
    "Russian, after a bound": [
      "ru",
      "visit",
      "least",
      "не меньше 0 визитов|не меньше 1 визита|не меньше 2 визитов|не меньше 3 визитов|не меньше 4 визитов|не меньше 5 визитов|не меньше 11 визитов|не меньше 12 визитов|не меньше 14 визитов|не меньше 21 визита|не меньше 22 визитов|не меньше 25 визитов|не меньше 100 визитов|не меньше 101 визита|не меньше 1,5 визита",
    ],
    "Polish, after a bound": [
      "pl",
      "visit",
      "least",
      "co najmniej 0 wizyt|co najmniej 1 wizyta|co najmniej 2 wizyty|co najmniej 3 wizyty|co najmniej 4 wizyty|co najmniej 5 wizyt|co najmniej 11 wizyt|co najmniej 12 wizyt|co najmniej 14 wizyt|co najmniej 21 wizyt|co najmniej 22 wizyty|co najmniej 25 wizyt|co najmniej 100 wizyt|co najmniej 101 wizyt|co najmniej 1,5 wizyty",
    ],
  };
  test.each(Object.entries(rows))("%s", (_, [language, unit, bound, forms]) => {
    const said = amounts.map((amount) =>
      languageOf(language).amount(bound, amount, unit === "day" ? "day" : { event: unit }),
    );
    expect(said).toEqual(forms.split("|"));
  });

  test.each([
    [
      "en",
      "once|1 page|once|once|once|once|once|once|1 answer|1 form",
      "2 times|2 pages|2 times|2 times|2 times|2 times|2 times|2 times|2 answers|2 forms",
      "5 times|5 pages|5 times|5 times|5 times|5 times|5 times|5 times|5 answers|5 forms",
    ],
    [
      "ru",
      "1 визит|1 просмотр|1 клик|1 прокрутка|1 остановка на странице|1 поиск|1 изменение корзины|1 покупка|1 ответ|1 отправка формы",
      "2 визита|2 просмотра|2 клика|2 прокрутки|2 остановки на странице|2 поиска|2 изменения корзины|2 покупки|2 ответа|2 отправки формы",
      "5 визитов|5 просмотров|5 кликов|5 прокруток|5 остановок на странице|5 поисков|5 изменений корзины|5 покупок|5 ответов|5 отправок формы",
    ],
    [
      "pl",
      "1 wizyta|1 odsłona|1 kliknięcie|1 przewinięcie|1 pobyt na stronie|1 wyszukiwanie|1 zmiana koszyka|1 zakup|1 odpowiedź|1 formularz",
      "2 wizyty|2 odsłony|2 kliknięcia|2 przewinięcia|2 pobyty na stronie|2 wyszukiwania|2 zmiany koszyka|2 zakupy|2 odpowiedzi|2 formularze",
      "5 wizyt|5 odsłon|5 kliknięć|5 przewinięć|5 pobytów na stronie|5 wyszukiwań|5 zmian koszyka|5 zakupów|5 odpowiedzi|5 formularzy",
    ],
  ])("of all built-in events: %s", (language, ...rows) => {
    const said = [1, 2, 5].map((amount) =>
      BUILT_IN_EVENTS.map((event) => languageOf(language).amount("exactly", amount, { event })).join("|"),
    );
    expect(said).toEqual(rows);
  });
});

describe("what an operator asks for", () => {
  const text = { attributes: { l: { last: "view", of: "title" } }, values: { l: null } };
  const title = {
    en: "the latest “title” of all page views has no value yet",
    ru: "последнее значение «title» среди всех просмотров — пока ничего",
    pl: "ostatnia wartość „title” wśród wszystkich odsłon: brak wartości",
  };
  test.each<[unknown, string, string, string]>([
    [{ $eq: "a" }, "(“a” needed)", "(нужно: «a»)", "(wymagane: „a”)"],
    [
      { $gt: "m" },
      "(what comes after “m” needed)",
      "(нужно: дальше по алфавиту, чем «m»)",
      "(wymagane: dalej w alfabecie niż „m”)",
    ],
    [
      { $lte: "m" },
      "(“m” or what comes before it needed)",
      "(нужно: «m» или раньше по алфавиту)",
      "(wymagane: „m” lub wcześniej w alfabecie)",
    ],
    [{ $gt: "7" }, "(more than 7 needed)", "(нужно больше 7)", "(wymagane więcej niż 7)"],
    [
      { $ini: ["a", "b"] },
      "(“a” or “b” in any letter case needed)",
      "(нужно: «a» или «b» в любом регистре)",
      "(wymagane: „a” lub „b” bez względu na wielkość liter)",
    ],
    [{ $exists: true }, "(any value needed)", "(нужно: любое значение)", "(wymagane: dowolna wartość)"],
    [{ $type: "string" }, "(a text needed)", "(нужно: текст)", "(wymagane: tekst)"],
    [
      { $regexi: "^x" },
      "(a text matching “^x” in any letter case needed)",
      "(нужно: текст по образцу «^x» в любом регистре)",
      "(wymagane: tekst według wzorca „^x” bez względu na wielkość liter)",
    ],
    [
      { $not: { $nin: ["a", "b"] } },
      "(“a” or “b” needed)",
      "(нужно: «a» или «b»)",
      "(wymagane: „a” lub „b”)",
    ],
    [
      { $size: 2 },
      "(a list whose length is 2 needed)",
      "(нужно: список, длина которого — 2)",
      "(wymagane: lista, której długość to 2)",
    ],
    [
      { $size: { $gte: 2 } },
      "(a list whose length is at least 2 needed)",
      "(нужно: список, длина которого — не меньше 2)",
      "(wymagane: lista, której długość to co najmniej 2)",
    ],
    [
      { $all: ["a", "b"] },
      "(a list with “a” and “b” needed)",
      "(нужно: список, в котором есть «a» и «b»)",
      "(wymagane: lista, która zawiera „a” i „b”)",
    ],
    [
      { $elemMatch: { $regex: "a" } },
      "(a list with a text matching “a” needed)",
      "(нужно: список, в котором есть текст по образцу «a»)",
      "(wymagane: lista, w której jest tekst według wzorca „a”)",
    ],
    [{ $veq: "1.2" }, "(version “1.2” needed)", "(нужно: версия «1.2»)", "(wymagane: wersja „1.2”)"],
    [
      { $vgte: "1.2" },
      "(version “1.2” or later needed)",
      "(нужно: версия «1.2» или новее)",
      "(wymagane: wersja „1.2” lub nowsza)",
    ],
    [
      { $vlt: "1.2" },
      "(a version before “1.2” needed)",
      "(нужно: версия старше «1.2»)",
      "(wymagane: wersja starsza niż „1.2”)",
    ],
  ])("%j", (operand, ...expected) => {
    // The checker would refuse lists of an attribute that is a text, but the words are the same.
    const site = siteOf({ attributes: text.attributes, when: { l: "x" } });
    const rules = { segments: { s: { attribute: "l", test: { "": operand } } } };
    const explanation = explainSegment("s", rules, factsOfValues({ attributes: text.values, context: {} }));
    expect(explanation.holds).toBe(false);
    LANGUAGES.forEach((language, index) => {
      const sentence = sentenceOf({ segment: "s" }, explanation, vocabularyOf(site), {
        language,
        voice: "visitor",
      });
      expect(sentence).toContain(` ${title[language]} ${expected[index]}.`);
    });
  });

  const OPERANDS: Readonly<Record<string, unknown>> = {
    $in: ["a"],
    $nin: ["a"],
    $ini: ["a"],
    $nini: ["a"],
    $all: ["a"],
    $alli: ["a"],
    $inGroup: ["a"],
    $notInGroup: ["a"],
    $exists: true,
    $type: "string",
    $size: 1,
    $elemMatch: { $eq: "a" },
  };
  const LOGIC = ["$and", "$or", "$nor", "$not", "$segment"];
  const asking = Object.keys(OPERATORS).filter((name) => !LOGIC.includes(name));
  test.each(asking)("is said of %s, and of its opposite", (operator) => {
    const site = siteOf({ when: {} });
    for (const negated of [false, true]) {
      const reason = {
        path: "x",
        operator,
        operand: OPERANDS[operator] ?? "1",
        ...(negated && { negated }),
        via: [],
      };
      for (const language of WIDGET_LANGUAGES) {
        const sentence = sentenceOf(
          { segment: "s" },
          { holds: undefined, reasons: [reason] },
          vocabularyOf(site),
          {
            language,
            voice: "visitor",
          },
        );
        expect(sentence).toMatch(
          /\((.+ needed|(нужно|wymagane|nötig|il faut|requis|hacen? falta|потрібно|المطلوب).+)\)\.$/u,
        );
        expect(sentence).not.toContain("$");
      }
    }
  });
});

test("every kind of attribute has words in every language", () => {
  const later = [
    "min",
    "max",
    "average",
    "first",
    "distinct",
    "set",
    "habit",
    "funnel",
    "score",
    "tier",
    "rfm",
    "attested",
  ];
  const kinds = [...new Set([...Object.keys(KINDS), ...later])];
  for (const language of WIDGET_LANGUAGES) {
    const words = languageOf(language).kinds;
    expect(
      kinds.filter((kind) => !Object.hasOwn(words, kind)),
      language,
    ).toEqual([]);
    const parts = { id: "“i”", event: "view", of: "“p”", steps: [{ event: "view" }] };
    const phrases = kinds.map((kind) => words[kind]!(parts, "visitor"));
    expect(new Set(phrases).size).toBe(kinds.length);
  }
});

describe("attributes without a label", () => {
  test.each<[object, object, string, string, string]>([
    [
      { kind: "sum", event: "purchase", of: "value", within: 90 },
      { operator: "$gte", operand: 10, seen: { value: 12 } },
      "the total “value” of all purchases within 90 days is 12 (at least 10 needed).",
      "сумма «value» всех покупок за 90 дней — 12 (нужно не меньше 10).",
      "suma „value” wszystkich zakupów w ciągu 90 dni to 12 (wymagane co najmniej 10).",
    ],
    [
      { kind: "min", event: "purchase", of: "value", within: 90 },
      { operator: "$gte", operand: 10, seen: { value: 12 } },
      "the lowest “value” of all purchases within 90 days is 12 (at least 10 needed).",
      "наименьшее значение «value» среди всех покупок за 90 дней — 12 (нужно не меньше 10).",
      "najniższa wartość „value” wśród wszystkich zakupów w ciągu 90 dni to 12 (wymagane co najmniej 10).",
    ],
    [
      { kind: "max", event: "purchase", of: "value", within: 90 },
      { operator: "$gte", operand: 10, seen: { value: 12 } },
      "the highest “value” of all purchases within 90 days is 12 (at least 10 needed).",
      "наибольшее значение «value» среди всех покупок за 90 дней — 12 (нужно не меньше 10).",
      "najwyższa wartość „value” wśród wszystkich zakupów w ciągu 90 dni to 12 (wymagane co najmniej 10).",
    ],
    [
      { kind: "average", event: "purchase", of: "value", within: 90 },
      { operator: "$gte", operand: 10, seen: { value: 12 } },
      "the average “value” of all purchases within 90 days is 12 (at least 10 needed).",
      "среднее значение «value» среди всех покупок за 90 дней — 12 (нужно не меньше 10).",
      "średnia wartość „value” wśród wszystkich zakupów w ciągu 90 dni to 12 (wymagane co najmniej 10).",
    ],
    [
      { kind: "first", event: "purchase", of: "value", within: 90 },
      { operator: "$gte", operand: 10, seen: { value: 12 } },
      "the first “value” of all purchases within 90 days is 12 (at least 10 needed).",
      "первое значение «value» среди всех покупок за 90 дней — 12 (нужно не меньше 10).",
      "pierwsza wartość „value” wśród wszystkich zakupów w ciągu 90 dni to 12 (wymagane co najmniej 10).",
    ],
    [
      { kind: "last", event: "purchase", of: "value", within: 90 },
      { operator: "$gte", operand: 10, seen: { value: 12 } },
      "the latest “value” of all purchases within 90 days is 12 (at least 10 needed).",
      "последнее значение «value» среди всех покупок за 90 дней — 12 (нужно не меньше 10).",
      "ostatnia wartość „value” wśród wszystkich zakupów w ciągu 90 dni to 12 (wymagane co najmniej 10).",
    ],
    [
      { kind: "distinct", event: "purchase", of: "value", within: 90 },
      { operator: "$gte", operand: 10, seen: { value: 12 } },
      "the number of different values of “value” in all purchases within 90 days is 12 (at least 10 needed).",
      "число разных значений «value» среди всех покупок за 90 дней — 12 (нужно не меньше 10).",
      "liczba różnych wartości „value” wśród wszystkich zakupów w ciągu 90 dni to 12 (wymagane co najmniej 10).",
    ],
    [
      { kind: "top", event: "purchase", of: "value", within: 90 },
      { operator: "$gte", operand: 10, seen: { value: 12 } },
      "the most frequent “value” of all purchases within 90 days is 12 (at least 10 needed).",
      "самое частое значение «value» среди всех покупок за 90 дней — 12 (нужно не меньше 10).",
      "najczęstsza wartość „value” wśród wszystkich zakupów w ciągu 90 dni to 12 (wymagane co najmniej 10).",
    ],
    [
      { kind: "habit", event: "visit", of: "weekday" },
      { operator: "$in", operand: [0, 6], seen: { value: 6 } },
      "the usual “weekday” of all visits is Saturday (Sunday or Saturday needed).",
      "обычное значение «weekday» среди всех визитов — суббота (нужно: воскресенье или суббота).",
      "zwykła wartość „weekday” wśród wszystkich wizyt to sobota (wymagane: niedziela lub sobota).",
    ],
    [
      { kind: "set", event: "view", of: "item" },
      { operator: "$all", operand: ["x"], seen: { value: ["x", "y"] } },
      "the list of values of “item” in recent page views is “x” and “y” (a list with “x” needed).",
      "список значений «item» среди недавних просмотров — «x» и «y» (нужно: список, в котором есть «x»).",
      "lista wartości „item” wśród niedawnych odsłon to „x” i „y” (wymagane: lista, która zawiera „x”).",
    ],
    [
      { kind: "funnel", steps: [{ event: "view" }, { event: "cart" }] },
      { operator: "$gte", operand: 2, seen: { value: 2 } },
      "the furthest step of “page view → basket change” is 2 (at least 2 needed).",
      "самый дальний шаг из «просмотр → изменение корзины» — 2 (нужно не меньше 2).",
      "najdalszy krok z „odsłona → zmiana koszyka” to 2 (wymagane co najmniej 2).",
    ],
    [
      { kind: "score" },
      { operator: "$gte", operand: 10, seen: { value: 12 } },
      "the score “a” is 12 (at least 10 needed).",
      "оценка «a» — 12 (нужно не меньше 10).",
      "wynik „a” to 12 (wymagane co najmniej 10).",
    ],
    [
      { kind: "tier" },
      { operator: "$in", operand: ["gold", "silver"], seen: { value: "silver" } },
      "the level “a” is “silver” (“gold” or “silver” needed).",
      "уровень «a» — «silver» (нужно: «gold» или «silver»).",
      "poziom „a” to „silver” (wymagane: „gold” lub „silver”).",
    ],
    [
      { kind: "rfm", event: "purchase" },
      { path: "a.recency", operator: "$gte", operand: 3, seen: { value: 4 } },
      "the class of recency, frequency and value “a” (recency) is 4 (at least 3 needed).",
      "класс по давности, частоте и сумме «a» (давность) — 4 (нужно не меньше 3).",
      "klasa świeżości, częstości i wartości „a” (świeżość) to 4 (wymagane co najmniej 3).",
    ],
    [
      { kind: "attested", of: "a" },
      { operator: "$in", operand: ["lead", "customer"], seen: { value: "lead" } },
      "“a”, as confirmed by the site, is “lead” (“lead” or “customer” needed).",
      "подтверждённое сайтом значение «a» — «lead» (нужно: «lead» или «customer»).",
      "potwierdzona przez witrynę wartość „a” to „lead” (wymagane: „lead” lub „customer”).",
    ],
    [
      { kind: "unheard-of" },
      { operator: "$gte", operand: 10, seen: { value: 12 } },
      "“a” is 12 (at least 10 needed).",
      "«a» — 12 (нужно не меньше 10).",
      "„a” to 12 (wymagane co najmniej 10).",
    ],
  ])("%j", (definition, reason, ...expected) => {
    const words = { definition: definition as Definition, isWhole: false, isFlag: false, mayBeNothing: true };
    const explanation = { holds: true, reasons: [{ path: "a", via: [], ...reason } as unknown as Reason] };
    LANGUAGES.forEach((language, index) => {
      const vocabulary = { attributes: { a: words }, segments: {} };
      const sentence = sentenceOf({ segment: "s" }, explanation, vocabulary, { language, voice: "visitor" });
      expect(sentence.endsWith(` ${expected[index]}`), sentence).toBe(true);
    });
  });
});
