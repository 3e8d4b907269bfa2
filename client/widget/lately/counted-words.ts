/** What is said of counts; in the languages of the centre, all of them in one small file. */
export interface CountedWords {
  readonly title: string;
  readonly why: string;
  /** Those counted in a day, an ISO week and a month. */
  readonly d: string;
  readonly w: string;
  readonly m: string;
  /** Whether the block was there for this visitor. */
  readonly with: string;
  readonly without: string;
  /** Before the id of a block. */
  readonly block: string;
}

/** By the languages of the centre's texts. */
export const COUNTED_WORDS: Readonly<Record<string, CountedWords>> = {
  en: {
    title: "Where you were counted",
    why: "So that everybody is counted once, without a name or number: only totals leave this browser. All of it goes if you no longer permit measurement.",
    d: "Visitors of a day",
    w: "Visitors of a week",
    m: "Visitors of a month",
    with: "with",
    without: "without",
    block: "Block",
  },
  de: {
    title: "Wo Sie mitgezählt wurden",
    why: "Damit jeder einmal gezählt wird, ohne Namen oder Nummer: nur Summen verlassen diesen Browser. Alles verschwindet, wenn Sie die Messung nicht mehr erlauben.",
    d: "Besucher eines Tages",
    w: "Besucher einer Woche",
    m: "Besucher eines Monats",
    with: "mit",
    without: "ohne",
    block: "Baustein",
  },
  fr: {
    title: "Où vous avez été compté",
    why: "Pour que chacun soit compté une fois, sans nom ni numéro : seuls des totaux quittent ce navigateur. Tout disparaît si vous ne permettez plus la mesure.",
    d: "Visiteurs d’un jour",
    w: "Visiteurs d’une semaine",
    m: "Visiteurs d’un mois",
    with: "avec",
    without: "sans",
    block: "Bloc",
  },
  es: {
    title: "Dónde se le ha contado",
    why: "Para contar a cada persona una vez, sin nombre ni número: solo los totales salen de este navegador. Todo desaparece si deja de permitir la medición.",
    d: "Visitantes de un día",
    w: "Visitantes de una semana",
    m: "Visitantes de un mes",
    with: "con",
    without: "sin",
    block: "Bloque",
  },
  pl: {
    title: "Gdzie Cię policzono",
    why: "Aby każdego policzyć raz, bez nazwiska i numeru: z tej przeglądarki wychodzą tylko sumy. Wszystko znika, gdy cofniesz zgodę na pomiar.",
    d: "Odwiedzający jednego dnia",
    w: "Odwiedzający jednego tygodnia",
    m: "Odwiedzający jednego miesiąca",
    with: "z personalizacją",
    without: "bez",
    block: "Blok",
  },
  ru: {
    title: "Где вас посчитали",
    why: "Чтобы каждого посчитать один раз, без имени и номера: этот браузер покидают только суммы. Всё исчезнет, если вы запретите измерение.",
    d: "Посетители за день",
    w: "Посетители за неделю",
    m: "Посетители за месяц",
    with: "с ней",
    without: "без неё",
    block: "Блок",
  },
  uk: {
    title: "Де вас порахували",
    why: "Щоб кожного порахувати один раз, без імені й номера: цей браузер залишають лише суми. Усе зникне, якщо ви забороните вимірювання.",
    d: "Відвідувачі за день",
    w: "Відвідувачі за тиждень",
    m: "Відвідувачі за місяць",
    with: "з нею",
    without: "без неї",
    block: "Блок",
  },
  ar: {
    title: "أين جرى احتسابك",
    why: "ليُحتسب كل زائر مرة واحدة، بلا اسم ولا رقم: لا يغادر هذا المتصفح سوى المجاميع. ويزول كل ذلك إذا لم تعد تسمح بالقياس.",
    d: "زوار يوم",
    w: "زوار أسبوع",
    m: "زوار شهر",
    with: "مع التخصيص",
    without: "بدونه",
    block: "الجزء",
  },
};
