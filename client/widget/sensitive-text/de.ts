import type { SensitiveText } from "../contract.ts";

export const text: SensitiveText = {
  lang: "de",
  title: "Einzeln gefragt",
  intro:
    "Das ist ein sensibles Thema. Es wird nur gespeichert, wenn Sie hier zustimmen, nur in diesem Browser, und nie gesendet, auch nicht als Gruppe. „Alles erlauben“ schließt es nicht ein.",
  needs: "Schalten Sie zuerst die Personalisierung ein und speichern Sie: Ohne sie wird nichts aufbewahrt.",
  kept: "Ab jetzt wird das in diesem Browser gespeichert.",
  erased: "Gelöscht. Es wird nicht mehr gespeichert.",
  failed: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.",
  ask: "Darf sich dieser Browser das merken?",
  only: "Es bleibt in diesem Browser und wird nie gesendet. In den Datenschutz-Einstellungen können Sie das jederzeit ändern.",
  policy: "Datenschutzerklärung",
  yes: "Merken",
  no: "Nicht merken",
  refused: "In Ordnung, es wird nicht gespeichert.",
};
