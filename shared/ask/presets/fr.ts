import type { AskText } from "../ask-text.ts";

export const text: AskText = {
  words: {
    back: "Retour",
    next: "Suivant",
    done: "Terminer",
    send: "Envoyer",
    skip: "Passer",
    progress: "{n} sur {m}",
    choose: "Choisissez une réponse.",
    toSite: "Ce que vous écrivez va directement à {to}. Rien n’en est conservé sur cet appareil.",
    toMail: "Votre messagerie s’ouvre avec un message à {to}. Rien ne part avant que vous ne l’envoyiez.",
    failed: "L’envoi a échoué. Veuillez réessayer.",
    thanks: "Merci !",
    change: "Changer ma réponse",
  },
  presets: {
    nps: {
      text: "Quelle est la probabilité que vous nous recommandiez à un proche ou à un collègue ?",
      low: "Pas du tout probable",
      high: "Très probable",
    },
    csat: {
      text: "Êtes-vous satisfait de votre visite d’aujourd’hui ?",
      low: "Pas du tout satisfait",
      high: "Très satisfait",
    },
    ces: {
      text: "J’ai pu faire facilement ce que j’étais venu faire.",
      low: "Pas du tout d’accord",
      high: "Tout à fait d’accord",
    },
    stars: { text: "Combien d’étoiles nous donnez-vous ?" },
    why: { text: "Quelle est la raison principale de votre réponse ?" },
    size: { text: "Quelle taille portez-vous d’habitude ?" },
    taste: {
      text: "Qu’aimez-vous porter ?",
      labels: { classic: "Classique", sporty: "Sportif", minimal: "Sobre", colourful: "Coloré" },
    },
    occasion: {
      text: "Pour quelle occasion cherchez-vous ?",
      labels: {
        everyday: "Tous les jours",
        work: "Le travail",
        sport: "Le sport",
        celebration: "Une fête",
        gift: "Un cadeau",
      },
    },
    industry: {
      text: "Dans quel secteur travaillez-vous ?",
      labels: {
        software: "Logiciel et informatique",
        industry: "Industrie",
        retail: "Commerce",
        finance: "Finance",
        services: "Services",
        education: "Enseignement",
        public: "Secteur public",
        other: "Un autre",
      },
    },
    role: {
      text: "Quelle est votre fonction ?",
      labels: {
        executive: "Direction",
        manager: "Encadrement",
        specialist: "Spécialiste",
        consultant: "Conseil",
        student: "Études",
        other: "Une autre",
      },
    },
    companySize: { text: "Combien de personnes travaillent dans votre entreprise ?" },
  },
};
