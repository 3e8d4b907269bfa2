/** What is said of messages and questions; in the languages of the centre, all of them in one small file. */
export interface ShownWords {
  readonly title: string;
  readonly why: string;
  /** Before the day on which a message was closed. */
  readonly closed: string;
  /** The visitor wants to see it no more. */
  readonly never: string;
  /** Before the day of the last answer. */
  readonly answered: string;
  /** Before whether the sample has drawn this visitor. */
  readonly sample: string;
  readonly yes: string;
  readonly no: string;
  readonly forget: string;
  readonly forgotten: string;
}

/** By the languages of the centre's texts. */
export const SHOWN_WORDS: Readonly<Record<string, ShownWords>> = {
  en: {
    title: "What you were shown and asked",
    why: "So that nothing comes too often, and nobody is asked twice. It stays in this browser.",
    closed: "closed",
    never: "not to come again",
    answered: "answered",
    sample: "drawn to be asked",
    yes: "yes",
    no: "no",
    forget: "Forget this",
    forgotten: "Forgotten: it may come again.",
  },
  de: {
    title: "Was Ihnen gezeigt und was gefragt wurde",
    why: "Damit nichts zu oft kommt und niemand zweimal gefragt wird. Es bleibt in diesem Browser.",
    closed: "geschlossen",
    never: "soll nicht wiederkommen",
    answered: "beantwortet",
    sample: "zum Fragen ausgelost",
    yes: "ja",
    no: "nein",
    forget: "Das vergessen",
    forgotten: "Vergessen: es darf wiederkommen.",
  },
  fr: {
    title: "Ce qui vous a été montré et demandé",
    why: "Pour que rien ne vienne trop souvent et que personne ne soit interrogé deux fois. Cela reste dans ce navigateur.",
    closed: "fermé",
    never: "ne doit plus venir",
    answered: "réponse donnée",
    sample: "tiré au sort pour la question",
    yes: "oui",
    no: "non",
    forget: "Oublier cela",
    forgotten: "C’est oublié : cela peut revenir.",
  },
  es: {
    title: "Lo que se le ha mostrado y preguntado",
    why: "Para que nada salga demasiado y a nadie se le pregunte dos veces. Se queda en este navegador.",
    closed: "cerrado",
    never: "no debe volver",
    answered: "respondido",
    sample: "en el sorteo de la pregunta",
    yes: "sí",
    no: "no",
    forget: "Olvidar esto",
    forgotten: "Olvidado: puede volver a salir.",
  },
  pl: {
    title: "Co pokazano i o co zapytano",
    why: "Aby nic nie pojawiało się zbyt często i nikogo nie pytano dwa razy. Zostaje w tej przeglądarce.",
    closed: "zamknięto",
    never: "ma się nie powtarzać",
    answered: "odpowiedź",
    sample: "wylosowano do pytania",
    yes: "tak",
    no: "nie",
    forget: "Zapomnij o tym",
    forgotten: "Zapomniano: może się znów pojawić.",
  },
  ru: {
    title: "Что вам показывали и о чём спрашивали",
    why: "Чтобы ничто не появлялось слишком часто и никого не спрашивали дважды. Это остаётся в этом браузере.",
    closed: "закрыто",
    never: "больше не показывать",
    answered: "отвечено",
    sample: "выбрано для вопроса",
    yes: "да",
    no: "нет",
    forget: "Забыть это",
    forgotten: "Забыто: может появиться снова.",
  },
  uk: {
    title: "Що вам показували й про що питали",
    why: "Щоб ніщо не з’являлося надто часто й нікого не питали двічі. Це лишається в цьому браузері.",
    closed: "закрито",
    never: "більше не показувати",
    answered: "відповіли",
    sample: "обрано для запитання",
    yes: "так",
    no: "ні",
    forget: "Забути це",
    forgotten: "Забуто: може з’явитися знову.",
  },
  ar: {
    title: "ما عُرض عليك وما سُئلت عنه",
    why: "كي لا يتكرّر شيء أكثر مما ينبغي ولا يُسأل أحد مرتين. يبقى ذلك في هذا المتصفح.",
    closed: "أُغلق",
    never: "لا يظهر مجددًا",
    answered: "تمت الإجابة",
    sample: "اختير للسؤال",
    yes: "نعم",
    no: "لا",
    forget: "انسَ هذا",
    forgotten: "نُسي: قد يظهر مجددًا.",
  },
};
