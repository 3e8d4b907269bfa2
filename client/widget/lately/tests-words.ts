/** What is said of the site's tests; in the languages of the centre, all of them in one small file. */
export interface TestsWords {
  readonly title: string;
  /** What a test is, who decides, and what ends it. */
  readonly why: string;
  /** Before the number of a version whose name isn't known. */
  readonly version: string;
  /** Before how many versions there are. */
  readonly versions: string;
  /** The test of whether personalization does any good, and what its two versions are. */
  readonly holdout: string;
  readonly with: string;
  readonly without: string;
  /** None of a test's versions, so that it is known what all of them do. */
  readonly none: string;
  /** Before the day since which the visitor counts. */
  readonly since: string;
  /** The visitor has a version, and hasn't seen a page where it matters. */
  readonly unseen: string;
  /** It doesn't run, or something else keeps it from this visitor. */
  readonly idle: string;
}

/** By the languages of the centre's texts. */
export const TESTS_WORDS: Readonly<Record<string, TestsWords>> = {
  en: {
    title: "Tests you are part of",
    why: "This site compares versions of its pages, to learn which ones do better. Chance decided which one you see, nothing that is known about you. It ends for you when you no longer permit personalization or measurement.",
    version: "Version",
    versions: "Versions in all",
    holdout: "Personalization itself",
    with: "With personalization",
    without: "Without personalization",
    none: "None of the versions",
    since: "Counted since",
    unseen: "You haven’t been on a page where it matters yet.",
    idle: "At the moment it changes nothing for you.",
  },
  de: {
    title: "Tests, an denen Sie teilnehmen",
    why: "Diese Website vergleicht Fassungen ihrer Seiten, um zu erfahren, welche besser ankommen. Welche Sie sehen, hat der Zufall entschieden, nichts, was über Sie bekannt ist. Es endet für Sie, wenn Sie Personalisierung oder Messung nicht mehr erlauben.",
    version: "Fassung",
    versions: "Fassungen insgesamt",
    holdout: "Die Personalisierung selbst",
    with: "Mit Personalisierung",
    without: "Ohne Personalisierung",
    none: "Keine der Fassungen",
    since: "Sie zählen seit dem",
    unseen: "Sie waren noch auf keiner Seite, auf der es darauf ankommt.",
    idle: "Zurzeit ändert es für Sie nichts.",
  },
  fr: {
    title: "Les tests auxquels vous participez",
    why: "Ce site compare des versions de ses pages pour savoir lesquelles font mieux. C’est le hasard qui a décidé de celle que vous voyez, rien de ce que l’on sait de vous. Cela prend fin pour vous dès que vous ne permettez plus la personnalisation ou la mesure.",
    version: "Version",
    versions: "Versions en tout",
    holdout: "La personnalisation elle-même",
    with: "Avec personnalisation",
    without: "Sans personnalisation",
    none: "Aucune des versions",
    since: "Vous comptez depuis le",
    unseen: "Vous n’avez pas encore ouvert de page où cela joue.",
    idle: "Pour le moment, cela ne change rien pour vous.",
  },
  es: {
    title: "Pruebas en las que participa",
    why: "Este sitio compara versiones de sus páginas para saber cuáles funcionan mejor. Cuál ve usted lo decidió el azar, nada de lo que se sabe de usted. Termina para usted cuando deja de permitir la personalización o la medición.",
    version: "Versión",
    versions: "Versiones en total",
    holdout: "La personalización en sí",
    with: "Con personalización",
    without: "Sin personalización",
    none: "Ninguna de las versiones",
    since: "Usted cuenta desde el",
    unseen: "Aún no ha estado en una página en la que importe.",
    idle: "Por ahora no cambia nada para usted.",
  },
  pl: {
    title: "Testy, w których bierzesz udział",
    why: "Ta strona porównuje wersje swoich podstron, aby dowiedzieć się, które sprawdzają się lepiej. O tym, którą widzisz, zdecydował los, a nie to, co o Tobie wiadomo. Test skończy się dla Ciebie, gdy cofniesz zgodę na personalizację lub pomiar.",
    version: "Wersja",
    versions: "Wszystkich wersji",
    holdout: "Sama personalizacja",
    with: "Z personalizacją",
    without: "Bez personalizacji",
    none: "Żadna z wersji",
    since: "Liczysz się od",
    unseen: "Nie było Cię jeszcze na stronie, na której ma to znaczenie.",
    idle: "Obecnie nic to dla Ciebie nie zmienia.",
  },
  ru: {
    title: "Тесты, в которых вы участвуете",
    why: "Сайт сравнивает версии своих страниц, чтобы узнать, какие из них лучше. Какую видите вы, решил случай, а не то, что о вас известно. Для вас это закончится, когда вы запретите персонализацию или измерение.",
    version: "Версия",
    versions: "Всего версий",
    holdout: "Сама персонализация",
    with: "С персонализацией",
    without: "Без персонализации",
    none: "Ни одной из версий",
    since: "Вы учитываетесь с",
    unseen: "Вы ещё не были на странице, где это важно.",
    idle: "Сейчас это ничего для вас не меняет.",
  },
  uk: {
    title: "Тести, у яких ви берете участь",
    why: "Сайт порівнює версії своїх сторінок, щоб дізнатися, які з них кращі. Яку бачите ви, вирішив випадок, а не те, що про вас відомо. Для вас це закінчиться, коли ви забороните персоналізацію або вимірювання.",
    version: "Версія",
    versions: "Усього версій",
    holdout: "Сама персоналізація",
    with: "З персоналізацією",
    without: "Без персоналізації",
    none: "Жодної з версій",
    since: "Вас враховано з",
    unseen: "Ви ще не були на сторінці, де це важливо.",
    idle: "Зараз це нічого для вас не змінює.",
  },
  ar: {
    title: "الاختبارات التي تشارك فيها",
    why: "يقارن هذا الموقع بين نسخ من صفحاته ليعرف أيها أفضل. الصدفة هي التي قرّرت أي نسخة تراها، لا شيء مما يُعرف عنك. وينتهي ذلك بالنسبة إليك متى لم تعد تسمح بالتخصيص أو القياس.",
    version: "النسخة",
    versions: "عدد النسخ",
    holdout: "التخصيص نفسه",
    with: "مع التخصيص",
    without: "بدون تخصيص",
    none: "لا شيء من النسخ",
    since: "تُحتسب منذ",
    unseen: "لم تزر بعد صفحة يظهر فيها الفرق.",
    idle: "لا يغيّر ذلك شيئًا لك حاليًا.",
  },
};
