import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sensitiveTopic } from "../../../shared/site/sensitive.ts";
import { WIDGET_LANGUAGES } from "../../../shared/widget-languages.ts";

/** By category, texts in the order of the widget's languages: en, ru, pl, de, fr, es, uk, ar. */
const NAMED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  health: [
    [
      "healthInterest",
      "Diabetes",
      "pregnancy-week",
      "allergies",
      "HIV",
      "people with a disability",
      "asthma_inhaler",
    ],
    ["Здоровье", "беременность", "Сахарный диабет", "аллергии"],
    ["Zdrowie", "ciąża", "niepelnosprawnosc", "choroby serca", "Alergie"],
    ["Gesundheit", "Herzkrankheiten", "Schwangerschaft", "Krankenkasse", "Sehbehinderung", "Allergiker"],
    ["Santé", "maladies rares", "Femmes enceintes", "grossesse", "diabétique"],
    ["Salud", "enfermedades", "embarazo", "discapacidad"],
    ["Здоров’я", "здоров'я", "вагітність", "хвороби"],
    ["الصحة", "للحوامل", "أمراض القلب", "طبيب", "وحساسية الطعام"],
  ],
  religion: [
    ["religion", "Christian books", "muslimFashion", "church events", "Judaism"],
    ["Религия", "православные книги", "ислам", "церковь", "Еврейская кухня"],
    ["Wyznanie", "książki chrześcijańskie", "kosciol", "muzułmanie"],
    ["Religionszugehörigkeit", "Kirchensteuer", "jüdische Feiertage", "muslimisch"],
    ["Religion", "fêtes juives", "chrétienne", "l'église", "musulmans"],
    ["religiosidad", "cristiana", "judíos", "la iglesia", "Católico"],
    ["Релігія", "християнство", "церква", "єврейські свята"],
    ["الديانة", "مسلم", "المسيحية", "مسجد", "والإسلام"],
  ],
  ethnicity: [
    ["ethnicity", "racialGroup", "skin color"],
    ["Этническая принадлежность", "расовая группа"],
    ["pochodzenie etniczne", "pochodzenia rasowego"],
    ["Ethnie", "ethnische Herkunft", "Hautfarbe"],
    ["origine ethnique", "couleur de peau"],
    ["origen étnico", "color de la piel", "etnia"],
    ["етнічна група", "расова група"],
    ["الأصل العرقي", "لون البشرة"],
  ],
  "sexual life": [
    ["sexualOrientation", "gay", "LGBT+", "lesbian-couples"],
    ["сексуальная ориентация", "ЛГБТ, гей-клубы", "лесбиянки"],
    ["orientacja seksualna", "gej", "lesbijki"],
    ["Sexualität", "sexuelle Orientierung", "Homosexuelle", "schwule Paare"],
    ["orientation sexuelle", "homosexuels", "lesbienne"],
    ["orientación sexual", "sexualidad", "transexuales"],
    ["сексуальна орієнтація", "геї", "лесбійки"],
    ["الميول الجنسية", "التوجه الجنسي", "مثلي الجنس"],
  ],
  politics: [
    ["politicalViews", "Politics", "election 2026", "voters"],
    ["политические взгляды", "выборы", "избиратели"],
    ["poglądy polityczne", "wyborca"],
    ["politische Meinung", "Politik", "Bundestagswahl", "Wählerinnen"],
    ["opinions politiques", "Électeurs", "la politique"],
    ["opinión política", "elecciones generales", "votante"],
    ["політичні погляди", "вибори", "виборці"],
    ["آراء سياسية", "الانتخابات", "الأحزاب"],
  ],
  "union membership": [
    ["trade union", "labour-unions", "union members"],
    ["профсоюз", "член профсоюза"],
    ["związek zawodowy", "zwiazki zawodowe"],
    ["Gewerkschaft", "Gewerkschaftsmitglied"],
    ["syndicat", "délégué syndical"],
    ["sindicatos", "afiliación sindical"],
    ["профспілка"],
    ["النقابات", "نقابة العمال"],
  ],
};

/** What shops, publishers and programmers say, and what sounds like something else. */
const INNOCUOUS =
  `visits|pricingViews|favourite|cart-value|spend|abandoned|interest|stage|sport|office|running|rain|camp|
race|trail races|racing bikes|selection|collection|wellness|healthy snacks|fitness|beehive|hive|archive|Churchill|Islamabad|
mosquito net|muslin cloth|Christian Dior|Christian Louboutin|Hindustan|newsletterDisabled|disabled|car diagnostics|
diagnosticMode|party dresses|unions of sets|union|European Union|Western Union|student union|sex|unisex|Essex|Middlesex|age band|gender|
orientation|portrait orientation|screenOrientation|convertible|geyser|gayatri|medal|medium|media|meditation|medieval|
policy|policies|polite|polish|polo shirts|voucher|devote|vote for your favourite|cancel|cancelled|Cancun|
returns policy|privacy policy|
политика конфиденциальности|политика возврата|выбор|выборка|выборочно|выбор размера|гейзер|геймер|геймпад|раса собаки|
рассылка|расписание|здорово|церемония|
polityka prywatności|polityka zwrotów|wybór|rasowe psy|rasowy kot|kolor skóry|gejzer|obciążenie|zdrowe przekąski|
związek|związany|sekunda|etui|
Datenschutzrichtlinie|Cookie-Politikübersicht|Auswahl|Wahl|wählen|Vorauswahl|Wählscheibe|Krebstiere|Kranich|Krankette|gesunde Snacks|
Hautfarben|hautfarbene Strümpfe|Schwulst|Geyer|Kirchheim|Kirchner|Kirschen|Behälter|Konfekt|Konfetti|Diagnosegerät|Medien|Ethnologie-Podcast|
politique de confidentialité|politique de retour|politiques de cookies|politique d’expédition|enceinte bluetooth|enceintes|handicap de golf|
syndicat d'initiative|sain|santal|Saint-Malo|juin|juillet|juice|
política de privacidad|politica de cookies|políticas de devolución|saludos|saludable|elección|a tu elección|selecciones|Julio Iglesias|
Cristiano Ronaldo|raza de perro|embalaje|judo|judogi|sindicar|
політика конфіденційності|вибір|вибірка|здорово|гейзер|геймери|церемонія|
سياسة الخصوصية|سياسات الإرجاع|الجنسية|جنسية|صحيح|صحيفة|الصحف|طبيعي|طبيعة|طبق|حامل هاتف|مرضي|دينار|تدين|مسلسل|مسلسلات|اختيار|أحذية|مثل|
newly arrived|Ihre Wahl|votre choix|su elección|ваш выбор|Twój wybór`
    .split("|")
    .map((each) => each.trim());

describe.each(Object.entries(NAMED))("texts that name %s", (category, byLanguage) => {
  test("are found in all languages of the widget", () => {
    expect(byLanguage).toHaveLength(WIDGET_LANGUAGES.length);
    for (const text of byLanguage.flat()) expect([text, sensitiveTopic(text)]).toEqual([text, category]);
  });

  test("are found within a sentence, in capitals, and as a programmer writes them", () => {
    for (const text of byLanguage.flat()) {
      for (const around of [`1 ${text}.`, text.toUpperCase(), `my_${text}_2`, `„${text}“`, `x/${text}/y`])
        expect([around, sensitiveTopic(around)]).toEqual([around, category]);
    }
  });
});

test.each(INNOCUOUS)("%j speaks of nothing", (text) => {
  expect(sensitiveTopic(text)).toBeUndefined();
});

test("nothing that the widget and the demo shop say speaks of any", () => {
  const found: string[] = [];
  const look = (text: string) => {
    const topic = sensitiveTopic(text);
    if (topic !== undefined) found.push(`${topic}: ${text}`);
  };
  const root = join(import.meta.dirname, "../../..");
  for (const folder of ["text", "settings-text", "receipt-text"]) {
    for (const file of readdirSync(join(root, "client/widget", folder))) {
      const source = readFileSync(join(root, "client/widget", folder, file), "utf8");
      for (const [, text] of source.matchAll(/"([^"]+)"/g)) look(text!);
    }
  }
  const strings = (value: unknown): void => {
    if (typeof value === "string") look(value);
    else if (typeof value === "object" && value !== null)
      Object.entries(value).forEach(([key, inner]) => (look(key), strings(inner)));
  };
  strings(JSON.parse(readFileSync(join(root, "test/site/site.json"), "utf8").replace(/^\s*\/\/.*$/gm, "")));
  expect(found).toEqual([]);
});
