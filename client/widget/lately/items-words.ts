/** What is said of items that were looked at lately; in the languages of the centre, all of them in one small file. */
export interface LatelyWords {
  readonly title: string;
  readonly why: string;
  readonly none: string;
  readonly all: (count: string) => string;
  readonly remove: string;
  readonly removeAll: string;
  readonly removed: string;
  /** Heading of what there shall be less of. */
  readonly less: string;
  readonly takeBack: string;
}

/** By the languages of the centre's texts. */
export const LATELY_WORDS: Readonly<Record<string, LatelyWords>> = {
  en: {
    title: "What you looked at lately",
    why: "So that what is like it comes first. It stays in this browser, and is forgotten after 90 days at the latest.",
    none: "Nothing yet.",
    all: (count) => `Show all (${count})`,
    remove: "Remove",
    removeAll: "Remove all",
    removed: "Removed.",
    less: "You want less like this",
    takeBack: "Take back",
  },
  de: {
    title: "Was Sie zuletzt angesehen haben",
    why: "Damit Ähnliches zuerst kommt. Es bleibt in diesem Browser und wird spätestens nach 90 Tagen vergessen.",
    none: "Noch nichts.",
    all: (count) => `Alle zeigen (${count})`,
    remove: "Entfernen",
    removeAll: "Alle entfernen",
    removed: "Entfernt.",
    less: "Davon möchten Sie weniger",
    takeBack: "Zurücknehmen",
  },
  fr: {
    title: "Ce que vous avez regardé récemment",
    why: "Pour que ce qui y ressemble vienne d’abord. Cela reste dans ce navigateur et est oublié après 90 jours au plus tard.",
    none: "Rien pour l’instant.",
    all: (count) => `Tout afficher (${count})`,
    remove: "Retirer",
    removeAll: "Tout retirer",
    removed: "C’est retiré.",
    less: "Vous en voulez moins",
    takeBack: "Revenir là-dessus",
  },
  es: {
    title: "Lo que ha visto últimamente",
    why: "Para que lo parecido salga primero. Se queda en este navegador y se olvida a los 90 días como máximo.",
    none: "Nada todavía.",
    all: (count) => `Mostrar todo (${count})`,
    remove: "Quitar",
    removeAll: "Quitar todo",
    removed: "Quitado.",
    less: "Quiere ver menos de esto",
    takeBack: "Deshacer",
  },
  pl: {
    title: "Co ostatnio oglądano",
    why: "Aby podobne rzeczy były na początku. Zostaje w tej przeglądarce i jest zapominane najpóźniej po 90 dniach.",
    none: "Jeszcze nic.",
    all: (count) => `Pokaż wszystko (${count})`,
    remove: "Usuń",
    removeAll: "Usuń wszystko",
    removed: "Usunięto.",
    less: "Tego ma być mniej",
    takeBack: "Cofnij",
  },
  ru: {
    title: "Что вы недавно смотрели",
    why: "Чтобы похожее показывалось первым. Это остаётся в этом браузере и забывается не позднее чем через 90 дней.",
    none: "Пока ничего.",
    all: (count) => `Показать всё (${count})`,
    remove: "Убрать",
    removeAll: "Убрать всё",
    removed: "Убрано.",
    less: "Такого вы хотите меньше",
    takeBack: "Вернуть",
  },
  uk: {
    title: "Що ви нещодавно дивилися",
    why: "Щоб схоже показувалося першим. Це лишається в цьому браузері й забувається щонайпізніше за 90 днів.",
    none: "Поки що нічого.",
    all: (count) => `Показати все (${count})`,
    remove: "Прибрати",
    removeAll: "Прибрати все",
    removed: "Прибрано.",
    less: "Такого ви хочете менше",
    takeBack: "Повернути",
  },
  ar: {
    title: "ما شاهدته مؤخرًا",
    why: "ليظهر ما يشبهه أولًا. يبقى في هذا المتصفّح، ويُنسى بعد 90 يومًا على أبعد تقدير.",
    none: "لا شيء بعد.",
    all: (count) => `عرض الكل (${count})`,
    remove: "إزالة",
    removeAll: "إزالة الكل",
    removed: "أُزيل.",
    less: "تريد أقل من هذا",
    takeBack: "تراجع",
  },
};
