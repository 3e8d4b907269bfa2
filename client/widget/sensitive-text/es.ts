import type { SensitiveText } from "../contract.ts";

export const text: SensitiveText = {
  lang: "es",
  title: "Se pregunta por separado",
  intro:
    "Es un tema delicado. Solo se guarda si lo permites aquí, solo en este navegador, y nunca se envía, ni siquiera como grupo. «Aceptar todo» no lo incluye.",
  needs: "Primero activa la personalización y guarda: sin ella no se guarda nada.",
  kept: "A partir de ahora se guarda en este navegador.",
  erased: "Borrado. Ya no se guarda.",
  failed: "No ha funcionado. Inténtalo de nuevo.",
  ask: "¿Puede recordarlo este navegador?",
  only: "Se queda en este navegador y nunca se envía. Puedes cambiarlo en cualquier momento en la configuración de privacidad.",
  policy: "Política de privacidad",
  yes: "Recordar",
  no: "No recordar",
  refused: "De acuerdo, no se guarda.",
};
