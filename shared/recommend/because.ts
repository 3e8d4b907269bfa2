/** Why an item is shown, where the owner has no words for it; only the edge has these texts. */
interface BecauseTexts {
  /** The device fills in the title of an item that the visitor has looked at. */
  readonly item: string;
  /** The edge fills in the category that the visitor likes best, as the site calls it: so it stands uninflected. */
  readonly category: string;
}

const TEXTS: Readonly<Record<string, BecauseTexts>> = {
  en: { item: "Because you looked at {{title}}", category: "Because you often look at: {{category}}" },
  de: {
    item: "Weil Sie sich {{title}} angesehen haben",
    category: "Weil Sie oft hier schauen: {{category}}",
  },
  fr: {
    item: "Parce que vous avez regardé {{title}}",
    category: "Parce que vous regardez souvent : {{category}}",
  },
  es: { item: "Porque ha visto {{title}}", category: "Porque mira a menudo: {{category}}" },
  pl: { item: "Bo oglądasz {{title}}", category: "Bo często oglądasz: {{category}}" },
  ru: { item: "Потому что вы смотрели: {{title}}", category: "Потому что вы часто смотрите: {{category}}" },
  uk: { item: "Бо ви дивилися: {{title}}", category: "Бо ви часто дивитеся: {{category}}" },
  ar: { item: "لأنك شاهدت {{title}}", category: "لأنك تشاهد كثيرًا: {{category}}" },
};

/** The texts in the first of these languages that we have, else in English. */
export function becauseIn(languages: readonly (string | undefined)[]): BecauseTexts {
  for (const language of languages) {
    const primary = language?.toLowerCase().split("-")[0] ?? "";
    if (Object.hasOwn(TEXTS, primary)) return TEXTS[primary]!;
  }
  return TEXTS["en"]!;
}
