import type { WIDGET_LANGUAGES } from "../widget-languages.ts";

/**
 * What the ready-made block says. `{next}` stands for the name of the next level. Numbers stand behind a colon, so that
 * no language has to bend a word after them, and no sentence has to be made anew on the device.
 */
export interface RewardWords {
  /** What the whole is called, for those who hear the page. */
  readonly title: string;
  readonly level: string;
  /** Below the lowest level. */
  readonly none: string;
  readonly points: string;
  /** Behind it stands how many points. */
  readonly missing: string;
  /** On the highest level. */
  readonly highest: string;
  readonly benefits: string;
  readonly nextBenefits: string;
}

/** The names of the words, as owners write their own in their place. */
export const REWARD_WORDS = [
  "title",
  "level",
  "none",
  "points",
  "missing",
  "highest",
  "benefits",
  "nextBenefits",
] as const satisfies readonly (keyof RewardWords)[];

export const OUR_WORDS: Readonly<Record<(typeof WIDGET_LANGUAGES)[number], RewardWords>> = {
  en: {
    title: "Your rewards",
    level: "Your level",
    none: "none yet",
    points: "Points",
    missing: "Points missing for {next}",
    highest: "You have reached the highest level.",
    benefits: "What you have now",
    nextBenefits: "What comes with {next}",
  },
  ru: {
    title: "Ваши бонусы",
    level: "Ваш уровень",
    none: "пока нет",
    points: "Баллы",
    missing: "До уровня «{next}» не хватает баллов",
    highest: "Вы достигли высшего уровня.",
    benefits: "Что у вас есть сейчас",
    nextBenefits: "Что даст уровень «{next}»",
  },
  pl: {
    title: "Twoje korzyści",
    level: "Twój poziom",
    none: "jeszcze żaden",
    points: "Punkty",
    missing: "Do poziomu „{next}” brakuje punktów",
    highest: "To już najwyższy poziom.",
    benefits: "Co masz teraz",
    nextBenefits: "Co daje poziom „{next}”",
  },
  de: {
    title: "Ihre Vorteile",
    level: "Ihre Stufe",
    none: "noch keine",
    points: "Punkte",
    missing: "Bis zur Stufe „{next}“ fehlen Punkte",
    highest: "Sie haben die höchste Stufe erreicht.",
    benefits: "Was Sie jetzt haben",
    nextBenefits: "Was die Stufe „{next}“ bringt",
  },
  fr: {
    title: "Vos avantages",
    level: "Votre niveau",
    none: "aucun pour l’instant",
    points: "Points",
    missing: "Points manquants pour le niveau « {next} »",
    highest: "Vous avez atteint le niveau le plus élevé.",
    benefits: "Ce dont vous profitez déjà",
    nextBenefits: "Ce qu’apporte le niveau « {next} »",
  },
  es: {
    title: "Tus ventajas",
    level: "Tu nivel",
    none: "ninguno todavía",
    points: "Puntos",
    missing: "Puntos que faltan para el nivel «{next}»",
    highest: "Has alcanzado el nivel más alto.",
    benefits: "Lo que tienes ahora",
    nextBenefits: "Lo que trae el nivel «{next}»",
  },
  uk: {
    title: "Ваші бонуси",
    level: "Ваш рівень",
    none: "поки немає",
    points: "Бали",
    missing: "До рівня «{next}» бракує балів",
    highest: "Ви досягли найвищого рівня.",
    benefits: "Що ви маєте зараз",
    nextBenefits: "Що дасть рівень «{next}»",
  },
  ar: {
    title: "مكافآتك",
    level: "مستواك",
    none: "لا مستوى بعد",
    points: "النقاط",
    missing: "النقاط المتبقية لمستوى «{next}»",
    highest: "لقد بلغت أعلى مستوى.",
    benefits: "ما لديك الآن",
    nextBenefits: "ما يأتي مع مستوى «{next}»",
  },
};
