import type { ReceiptText } from "../contract.ts";

export const text: ReceiptText = {
  lang: "de",
  title: "Beleg Ihrer Entscheidung",
  why: "Diese Website hat Ihre Entscheidung unterschrieben, damit sie sich belegen lässt. Der Beleg liegt nur auf diesem Gerät und sagt nicht, wer Sie sind.",
  day: "Entschieden am",
  accepted: "Ja zu",
  refused: "Nein zu",
  download: "Beleg herunterladen",
  site: "Website",
  asked: "Gefragt in",
  methods: {
    question: "der Frage auf der Seite",
    settings: "den Datenschutz-Einstellungen",
    api: "einem eigenen Formular der Website",
  },
  language: "Sprache",
  revision: "Fassung der Bedingungen",
  texts: "Hashwert der Texte",
  on: "an",
  off: "aus",
  verify:
    "Die Unterschrift der Website. Jeder kann sie mit den öffentlichen Schlüsseln unter dieser Adresse prüfen:",
};
