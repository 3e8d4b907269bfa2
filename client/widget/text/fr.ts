import type { FirstLayerText } from "../contract.ts";

export const text: FirstLayerText = {
  lang: "fr",
  title: "Peut-on noter ce que vous regardez ?",
  body:
    "Avec votre accord, le navigateur note sur cet appareil ce que vous regardez ici et combien de fois. " +
    "Nous ne recevons que des groupes généraux (« déjà une visite ») et des décomptes, sans nom ni " +
    "identifiant, pour montrer ce qui vous convient et voir ce qui sert. Le site marche aussi sans.",
  policy: "Politique de confidentialité",
  accept: "Accepter",
  reject: "Refuser",
  choose: "Choisir en détail",
  saved: "C’est enregistré. Vous pouvez changer d’avis à tout moment dans les paramètres de confidentialité.",
};
