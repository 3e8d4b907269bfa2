import type { AskText } from "../ask-text.ts";

export const text: AskText = {
  words: {
    back: "Wstecz",
    next: "Dalej",
    done: "Gotowe",
    send: "Wyślij",
    skip: "Pomiń",
    progress: "{n} z {m}",
    choose: "Proszę wybrać odpowiedź.",
    toSite: "To, co Pan/Pani napisze, trafia prosto do {to}. Nie zostaje na tym urządzeniu.",
    toMail:
      "Otworzy się program pocztowy z wiadomością do {to}. Nic nie zostanie wysłane, dopóki jej Pan/Pani nie wyśle.",
    failed: "Nie udało się wysłać. Proszę spróbować ponownie.",
    thanks: "Dziękujemy!",
    change: "Zmień odpowiedź",
  },
  presets: {
    nps: {
      text: "Na ile prawdopodobne jest, że poleci nas Pan/Pani znajomym lub współpracownikom?",
      low: "Zupełnie nieprawdopodobne",
      high: "Bardzo prawdopodobne",
    },
    csat: { text: "Jak ocenia Pan/Pani dzisiejszą wizytę?", low: "Bardzo źle", high: "Bardzo dobrze" },
    ces: {
      text: "To, po co tu jestem, udało się łatwo załatwić.",
      low: "Zdecydowanie nie",
      high: "Zdecydowanie tak",
    },
    stars: { text: "Ile gwiazdek nam Pan/Pani daje?" },
    why: { text: "Jaki jest główny powód tej odpowiedzi?" },
    size: { text: "Jaki rozmiar zwykle Pan/Pani nosi?" },
    taste: {
      text: "Co lubi Pan/Pani nosić?",
      labels: { classic: "Klasycznie", sporty: "Sportowo", minimal: "Prosto", colourful: "Kolorowo" },
    },
    occasion: {
      text: "Na jaką okazję szuka Pan/Pani czegoś?",
      labels: {
        everyday: "Na co dzień",
        work: "Do pracy",
        sport: "Na sport",
        celebration: "Na uroczystość",
        gift: "Na prezent",
      },
    },
    industry: {
      text: "W jakiej branży Pan/Pani pracuje?",
      labels: {
        software: "Oprogramowanie i IT",
        industry: "Produkcja",
        retail: "Handel",
        finance: "Finanse",
        services: "Usługi",
        education: "Edukacja",
        public: "Sektor publiczny",
        other: "Inna",
      },
    },
    role: {
      text: "Jaka jest Pana/Pani rola?",
      labels: {
        executive: "Zarząd",
        manager: "Kierownictwo",
        specialist: "Specjalista",
        consultant: "Doradztwo",
        student: "Studia",
        other: "Inna",
      },
    },
    companySize: { text: "Ile osób pracuje w Pana/Pani firmie?" },
  },
};
