import type { SettingsText } from "../contract.ts";

export const text: SettingsText = {
  lang: "fr",
  title: "Paramètres de confidentialité",
  intro:
    "C’est vous qui décidez, et vous pouvez changer d’avis à tout moment. Pour une finalité désactivée, " +
    "rien n’est conservé ni envoyé ; seule votre réponse est retenue, sur cet appareil.",
  gpc: "Signal d’opposition respecté",
  gpcWhy:
    "Votre navigateur envoie le signal Global Privacy Control. Les deux finalités restent désactivées tant " +
    "que vous ne les activez pas ici.",
  personalization: {
    name: "Personnalisation",
    why: "Pour que les pages montrent ce qui vous convient : ce que vous cherchez le plus souvent vient en premier, et vous ne repartez pas de zéro à chaque visite.",
    kept: "Dans ce navigateur seulement : le nombre de vos visites, les sujets et les articles que vous regardez, ce qui attend dans votre panier. Pas la liste de toutes les pages.",
    sent: "Des groupes généraux, comme « déjà une visite » ou « aime courir ». Ni nom, ni identifiant, ni chiffres exacts.",
  },
  measurement: {
    name: "Mesure d’audience",
    why: "Pour voir quelles pages et quelles offres sont utiles, sans avoir à deviner.",
    kept: "Ce qui a déjà été compté, pour que rien ne compte deux fois.",
    sent: "De simples décomptes, comme « une page vue » ou « une commande, dans cette tranche ». Nous ne faisons que les additionner ; rien n’y dit qui vous êtes.",
  },
  kept: "Conservé ici",
  sent: "Envoyé",
  both: "Comparer deux versions d’une page, ou compter quels articles sont regardés ou achetés ensemble, demande les deux finalités.",
  transit:
    "Comme sur tout site web, votre adresse IP est transmise au passage. Les groupes servent à préparer " +
    "la page que vous demandez ; ni eux ni l’adresse ne sont enregistrés pour cela. Tant qu’une finalité " +
    "est activée, ce qui est envoyé est aussi noté sur cet appareil pendant 30 jours, pour que vous " +
    "puissiez le lire.",
  policy: "Politique de confidentialité",
  known: "Ce que ce site sait",
  knownWhy:
    "Tout ce qui est noté sur vous, ce qui en a été envoyé et pourquoi les pages sont ainsi : à voir, désactiver, corriger ou emporter.",
  erase: "Effacer tout ce qui est conservé sur cet appareil",
  eraseWhy: "Ces notes peuvent être effacées à tout moment. Votre réponse ci-dessus ne change pas.",
  erased: "Tout est effacé.",
  eraseFailed: "Cela n’a pas fonctionné. Veuillez réessayer.",
  accept: "Tout accepter",
  reject: "Tout refuser",
  save: "Enregistrer mon choix",
  close: "Fermer sans enregistrer",
  saved: "C’est enregistré. Vous pouvez changer d’avis à tout moment.",
};
