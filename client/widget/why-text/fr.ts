import type { WhyText } from "../contract.ts";

export const text: WhyText = {
  lang: "fr",
  title: "Pourquoi est-ce que je vois ceci ?",
  less: "Moins de contenus comme celui-ci",
  gone: "C’est parti, et cela ne reviendra pas.",
  next: "À partir de la prochaine page, vous ne le verrez plus.",
  again: "Recharger cette page",
  undo: "Annuler",
  back: "Rien ne change.",
  changed: "Cela a changé entre-temps : la prochaine page viendra sans.",
  without:
    "Aucun profil de vous n’est conservé ici : ce que vous voyez découle de cette seule demande, par exemple du pays ou de l’heure. Pour désactiver un élément, il faut une note sur cet appareil, donc votre accord pour la personnalisation.",
  full: "Il n’est pas possible d’en désactiver davantage. Réactivez d’abord autre chose.",
  stuck: "Cela n’a pas fonctionné. Veuillez réessayer.",
  failed: "La raison n’a pas pu être chargée. Veuillez réessayer plus tard.",
  known: "Ce que ce site sait",
  settings: "Paramètres de confidentialité",
  close: "Fermer",
};
