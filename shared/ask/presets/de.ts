import type { AskText } from "../ask-text.ts";

export const text: AskText = {
  words: {
    back: "Zurück",
    next: "Weiter",
    done: "Fertig",
    send: "Senden",
    skip: "Überspringen",
    progress: "{n} von {m}",
    choose: "Bitte wählen Sie eine Antwort.",
    toSite: "Was Sie schreiben, geht direkt an {to}. Auf diesem Gerät wird es nicht gespeichert.",
    toMail:
      "Ihr Mailprogramm öffnet sich mit einer Nachricht an {to}. Gesendet wird erst, wenn Sie sie dort absenden.",
    failed: "Das konnte nicht gesendet werden. Bitte versuchen Sie es noch einmal.",
    thanks: "Vielen Dank!",
    change: "Antwort ändern",
  },
  presets: {
    nps: {
      text: "Wie wahrscheinlich ist es, dass Sie uns einem Freund oder einer Kollegin weiterempfehlen?",
      low: "Sehr unwahrscheinlich",
      high: "Sehr wahrscheinlich",
    },
    csat: {
      text: "Wie zufrieden sind Sie mit Ihrem heutigen Besuch?",
      low: "Sehr unzufrieden",
      high: "Sehr zufrieden",
    },
    ces: { text: "Was ich hier vorhatte, ging leicht.", low: "Stimme gar nicht zu", high: "Stimme voll zu" },
    stars: { text: "Wie viele Sterne geben Sie uns?" },
    why: { text: "Was ist der wichtigste Grund für Ihre Antwort?" },
    size: { text: "Welche Größe tragen Sie meistens?" },
    taste: {
      text: "Was tragen Sie gern?",
      labels: { classic: "Klassisch", sporty: "Sportlich", minimal: "Schlicht", colourful: "Farbenfroh" },
    },
    occasion: {
      text: "Wofür suchen Sie etwas?",
      labels: {
        everyday: "Alltag",
        work: "Arbeit",
        sport: "Sport",
        celebration: "Ein Fest",
        gift: "Ein Geschenk",
      },
    },
    industry: {
      text: "In welcher Branche arbeiten Sie?",
      labels: {
        software: "Software und IT",
        industry: "Industrie",
        retail: "Handel",
        finance: "Finanzen",
        services: "Dienstleistungen",
        education: "Bildung",
        public: "Öffentlicher Dienst",
        other: "Eine andere",
      },
    },
    role: {
      text: "Was ist Ihre Rolle?",
      labels: {
        executive: "Geschäftsleitung",
        manager: "Führungskraft",
        specialist: "Fachkraft",
        consultant: "Beratung",
        student: "Studium",
        other: "Eine andere",
      },
    },
    companySize: { text: "Wie viele Menschen arbeiten in Ihrem Unternehmen?" },
  },
};
