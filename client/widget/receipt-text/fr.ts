import type { ReceiptText } from "../contract.ts";

export const text: ReceiptText = {
  lang: "fr",
  title: "Le reçu de votre choix",
  why: "Ce site a signé votre choix afin que vous puissiez le prouver. Le reçu reste uniquement sur cet appareil et ne dit pas qui vous êtes.",
  day: "Choisi le",
  accepted: "Oui à",
  refused: "Non à",
  download: "Télécharger le reçu",
  site: "Site",
  asked: "Demandé dans",
  methods: {
    question: "la question sur la page",
    settings: "les paramètres de confidentialité",
    api: "le formulaire propre au site",
  },
  language: "Langue",
  revision: "Version des conditions",
  texts: "Empreinte des textes",
  on: "activé",
  off: "désactivé",
  verify: "La signature du site. Chacun peut la vérifier avec les clés publiques à cette adresse :",
};
