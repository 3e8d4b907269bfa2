import type { SensitiveText } from "../contract.ts";

export const text: SensitiveText = {
  lang: "fr",
  title: "Demandé séparément",
  intro:
    "C’est un sujet sensible. Rien n’est conservé sans votre accord ici, uniquement dans ce navigateur, et rien n’est jamais envoyé, même sous forme de groupe. « Tout accepter » ne le comprend pas.",
  needs: "Activez d’abord la personnalisation et enregistrez : sans elle, rien n’est conservé.",
  kept: "Désormais, c’est conservé dans ce navigateur.",
  erased: "Effacé. Ce n’est plus conservé.",
  failed: "Cela n’a pas fonctionné. Veuillez réessayer.",
  ask: "Ce navigateur peut-il le retenir ?",
  only: "Cela reste dans ce navigateur et n’est jamais envoyé. Vous pouvez changer d’avis à tout moment dans les paramètres de confidentialité.",
  policy: "Politique de confidentialité",
  yes: "Retenir",
  no: "Ne pas retenir",
  refused: "Entendu, rien n’est conservé.",
};
