import type { SettingsText } from "../contract.ts";

export const text: SettingsText = {
  lang: "de",
  title: "Datenschutz-Einstellungen",
  intro:
    "Sie entscheiden und können es sich jederzeit anders überlegen. Für einen ausgeschalteten Zweck wird " +
    "nichts gespeichert und nichts gesendet; nur Ihre Antwort selbst wird gemerkt, auf diesem Gerät.",
  gpc: "Widerspruchssignal berücksichtigt",
  gpcWhy:
    "Ihr Browser sendet Global Privacy Control. Beide Zwecke sind aus, solange Sie sie hier nicht einschalten.",
  personalization: {
    name: "Personalisierung",
    why: "Damit die Seiten zeigen, was zu Ihnen passt: Was Sie am häufigsten suchen, kommt zuerst, und beim nächsten Besuch fangen Sie nicht bei null an.",
    kept: "Nur in diesem Browser: wie oft Sie hier waren, welche Themen und Artikel Sie angesehen haben, was in Ihrem Warenkorb liegt. Keine Liste aller Seiten.",
    sent: "Grobe Gruppen wie „war schon einmal hier“ oder „interessiert sich fürs Laufen“. Kein Name, keine Kennung, keine genauen Werte.",
  },
  measurement: {
    name: "Messung",
    why: "Damit wir sehen, welche Seiten und Angebote ankommen, und nicht raten müssen.",
    kept: "Was schon gezählt wurde, damit nichts doppelt zählt.",
    sent: "Einfache Zählungen wie „eine Seite angesehen“ oder „eine Bestellung in dieser Größenordnung“. Wir zählen sie nur zusammen; wer Sie sind, steht nicht darin.",
  },
  kept: "Hier gespeichert",
  sent: "Gesendet",
  both: "Für den Vergleich zweier Fassungen einer Seite, und um zu zählen, welche zwei Artikel zusammen angesehen oder gekauft werden, sind beide Zwecke nötig.",
  transit:
    "Wie auf jeder Website wird dabei Ihre IP-Adresse übertragen. Die Gruppen dienen der Seite, die Sie " +
    "aufrufen; weder sie noch die Adresse werden dafür gespeichert. Solange ein Zweck an ist, wird das " +
    "Gesendete auch auf diesem Gerät notiert, 30 Tage lang, zum Nachlesen.",
  policy: "Datenschutzerklärung",
  known: "Was diese Website weiß",
  knownWhy:
    "Alles, was über Sie notiert ist, was davon gesendet wurde und warum Seiten so aussehen: zum Ansehen, Abschalten, Berichtigen oder Mitnehmen.",
  erase: "Alles löschen, was auf diesem Gerät gespeichert ist",
  eraseWhy: "Diese Notizen können Sie jederzeit löschen. Ihre Antwort oben bleibt, wie sie ist.",
  erased: "Alles ist gelöscht.",
  eraseFailed: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.",
  accept: "Alles erlauben",
  reject: "Alles ablehnen",
  save: "Auswahl speichern",
  close: "Schließen, ohne zu speichern",
  saved: "Gespeichert. Sie können das jederzeit ändern.",
};
