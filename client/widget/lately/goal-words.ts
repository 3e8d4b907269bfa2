/** What is said behind the name of a goal that was reached: at least once, and again. */
export const GOAL_WORDS: Readonly<Record<string, readonly [once: string, again: string]>> = {
  en: ["reached", "more than once"],
  de: ["erreicht", "mehr als einmal"],
  fr: ["atteint", "plus d’une fois"],
  es: ["alcanzado", "más de una vez"],
  pl: ["osiągnięto", "więcej niż raz"],
  ru: ["достигнуто", "больше одного раза"],
  uk: ["досягнуто", "більше одного разу"],
  ar: ["تحقّق", "أكثر من مرة"],
};
