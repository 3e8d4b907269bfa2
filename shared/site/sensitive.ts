/**
 * Words that name a special category of personal data, by category, as the beginnings of words in English,
 * Polish and Russian. Source of the categories: GDPR, article 9(1).
 */
const STEMS: Readonly<Record<string, string>> = {
  health:
    "health(?!y)|illness|disease|diabet|cancer|pregnan|disabilit|disabled|depressi|medica|therap|asthma|allerg|hiv|" +
    "diagnos|symptom|psychiatr|zdrowi|zdrowot|chorob|cukrzyc|ciąż|niepełnospraw|nowotw|depresj|medyczn|alergi|" +
    "здоровь|болезн|диабет|беременн|инвалид|онколог|депресс|медицин|аллерг|диагноз|психиатр",
  religion:
    "religi|christian|catholic|protestant|muslim|islam|jewish|judais|hindu|buddhis|atheis|church|mosque|synagogue|" +
    "wyznani|chrześcija|katoli|muzułma|żydowsk|judaizm|ateis|kości[oó]ł|религи|христиан|католи|православ|мусульман|" +
    "ислам|иуде|еврейск|атеи[сз]|церк",
  ethnicity: "ethnic|racial|skin colou?r|etnicz|rasow|kolor skóry|этнич|расов|цвет кожи",
  "sexual life":
    "sexual|sex life|homosexual|bisexual|heterosexual|lesbian|gays?(?!\\p{L})|lgbt|transgender|queer|seksual|homoseksual|" +
    "lesbij|gej(?!zer)|сексуальн|гомосексуал|лесби|гей(?!\\p{L})",
  politics: "political|politics|election|voters?(?!\\p{L})|polityczn|wyborc|политическ|избирател|выборы",
  "union membership": "trade union|labou?r union|trade ?unionis|związ\\p{L}* zawodow|профсоюз",
};

const CATEGORIES = Object.entries(STEMS).map(
  ([category, stems]) => [category, new RegExp(`(?<!\\p{L})(?:${stems})`, "u")] as const,
);

/** The special category of personal data that a name or text speaks of; undefined if none. */
export function sensitiveTopic(text: string): string | undefined {
  const words = text
    .slice(0, 2000)
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .replace(/[_\-./]+/g, " ")
    .toLowerCase();
  return CATEGORIES.find(([, stems]) => stems.test(words))?.[0];
}
