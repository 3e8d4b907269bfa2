import type { WhyText } from "../contract.ts";

export const text: WhyText = {
  lang: "de",
  title: "Warum sehe ich das?",
  less: "Weniger davon",
  gone: "Es ist weg und bleibt weg.",
  next: "Ab der nächsten Seite sehen Sie das nicht mehr.",
  again: "Diese Seite neu laden",
  undo: "Rückgängig",
  back: "Es bleibt, wie es war.",
  changed: "Das hat sich inzwischen geändert: Die nächste Seite kommt ohne.",
  without:
    "Hier wird kein Profil über Sie geführt: Was Sie sehen, ergibt sich allein aus dieser Anfrage, etwa aus dem Land oder der Tageszeit. Um Einzelnes auszuschalten, braucht es eine Notiz auf diesem Gerät und damit Ihr Ja zur Personalisierung.",
  full: "Mehr lässt sich nicht ausschalten. Schalten Sie zuerst etwas anderes wieder ein.",
  stuck: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.",
  failed: "Der Grund konnte nicht geladen werden. Bitte versuchen Sie es später noch einmal.",
  known: "Was diese Website weiß",
  settings: "Datenschutz-Einstellungen",
  close: "Schließen",
};
