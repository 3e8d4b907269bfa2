import type { CentreText } from "../centre/contract.ts";

export const text: CentreText = {
  lang: "de",
  title: "Was diese Website weiß",
  intro:
    "Was über Sie notiert ist, bleibt in diesem Browser; gesendet werden nur grobe Gruppen. Hier sehen Sie alles und können es abschalten, berichtigen, mitnehmen oder löschen.",
  close: "Schließen",
  loading: "Einen Moment …",
  offline:
    "Die Website ist gerade nicht erreichbar und kann das nicht sagen. Gezeigt wird, was auf diesem Gerät liegt.",
  saved: "Gespeichert. Es gilt ab der nächsten Seite.",
  failed: "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal.",
  full: (most) =>
    `Mehr als ${most} lassen sich nicht zugleich abschalten. Schalten Sie zuerst etwas wieder ein.`,
  settings: "Datenschutz-Einstellungen",

  noted: "Über Sie notiert",
  since: (from, until) => `Seit dem ${from}. Spätestens am ${until} wird alles vergessen.`,
  refused: "Sie haben Personalisierung nicht erlaubt, darum ist nichts über Sie notiert.",
  nothing: "Noch ist nichts über Sie notiert.",
  unreadable: "Was dieser Browser aufbewahrt, lässt sich gerade nicht lesen.",
  offWhy: "Was Sie abschalten, wird sofort vergessen und nicht mehr gesendet.",
  all: "Mich wiedererkennen und Seiten anpassen",
  allOff: "Alles ist abgeschaltet: Über Sie wird nichts notiert und nichts davon gesendet.",
  attributeOff: "Abgeschaltet: Das Notierte ist gelöscht, Neues wird weder notiert noch gesendet.",
  baseOff: "Aus, weil es aus etwas entsteht, das Sie abgeschaltet haben.",
  forgotten: {
    on: (date) => `Vergessen am ${date}`,
    within: (days) => `Jeder Eintrag zählt ${days} lang`,
    half: (days) => `Verblasst: zählt nach ${days} nur noch halb`,
    since: (event) => `Beginnt neu mit dem nächsten „${event}“`,
  },
  yes: "ja",
  no: "nein",
  none: "noch nichts",
  other: "etwas anderes",
  any: "beliebig",

  groups: {
    title: "Gruppen, zu denen Sie gehören",
    why: "Die Website richtet ihre Seiten nach Gruppen. Zu welchen Sie gehören, folgt aus dem, was oben notiert ist, und aus diesem Besuch.",
    none: "Derzeit zu keiner.",
    others: "Gruppen, zu denen Sie nicht gehören",
    off: "Von Ihnen abgeschaltet: Sie gilt für Sie nicht.",
    elsewhere: "Abgeschaltet",
  },
  blocks: {
    title: "Auf dieser Seite, für Sie",
    why: "Was Sie abschalten, verschwindet. An seine Stelle kann etwas anderes treten.",
    none: "Auf dieser Seite ist nichts eigens für Sie.",
    others: "Ihnen nicht gezeigt",
    off: "Von Ihnen abgeschaltet.",
    elsewhere: "Auf anderen Seiten abgeschaltet",
  },
  lost: {
    priority: "An dieser Stelle steht etwas anderes.",
    dates: "Wird an anderen Tagen gezeigt.",
    refused: "Passt nicht in diese Seite.",
  },

  sent: "In den letzten 30 Tagen gesendet",
  sentWhy:
    "Außer Ihrer Antwort selbst: jede Nachricht über Sie, so wie sie gesendet wurde. Diese Liste bleibt auf Ihrem Gerät.",
  noSent: "Nichts außer Ihrer Antwort, falls Sie eine gegeben haben.",
  raw: "So wurde es gesendet",
  fields: {
    path: "Seite",
    language: "Sprache",
    now: "Gruppen",
    next: "Beim nächsten Besuch",
    counts: "Gezählt",
    off: "Abgeschaltet",
    choice: "Ihre Wahl",
    forget: "Bitte zu vergessen",
  },
  purposes: { personalization: "Personalisierung", measurement: "Messung" },
  view: "Seitenaufruf",

  yours: "Es gehört Ihnen",
  pause: "Pause für diesen Besuch",
  pauseWhy:
    "Bis dieser Besuch endet, wird nichts notiert, und Seiten sehen aus wie für Fremde. Was notiert ist, bleibt.",
  paused: "Pause für diesen Besuch",
  resume: "Pause beenden",
  download: "Alles herunterladen",
  downloadWhy: "Eine Datei, die Sie lesen können und andere Programme auch.",
  take: "Aus einer Datei übernehmen",
  takeWhy: "Setzt, was Sie in einem anderen Browser heruntergeladen haben, an die Stelle des hier Notierten.",
  taken: "Übernommen.",
  left: "Weggelassen, weil die Website es jetzt anders notiert:",
  untaken: "Aus dieser Datei wurde nichts übernommen:",
  erase: "Alles löschen",
  eraseWhy:
    "Alles, was über Sie notiert ist, verschwindet: hier und aus dem, was der Website gesagt wurde. Ihre Einwilligung bleibt, wie sie ist.",
  erased: "Alles ist gelöscht.",
};
