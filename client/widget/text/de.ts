import type { FirstLayerText } from "../contract.ts";

export const text: FirstLayerText = {
  lang: "de",
  title: "Dürfen wir uns merken, was Sie ansehen?",
  body:
    "Mit Ihrer Zustimmung notiert der Browser auf diesem Gerät, was Sie hier wie oft ansehen. An uns gehen " +
    "nur grobe Gruppen („war schon hier“) und Zählungen, ohne Namen oder Kennung, um Passendes zu zeigen " +
    "und zu sehen, was hilft. Die Website läuft auch ohne.",
  policy: "Datenschutzerklärung",
  accept: "Zustimmen",
  reject: "Ablehnen",
  choose: "Einzeln auswählen",
  saved: "Gespeichert. Sie können das jederzeit in den Datenschutz-Einstellungen ändern.",
};
