/** How it is moved. */
export const HELP: Readonly<Record<string, string>> = {
  ar: "لنقله إلى زاوية أخرى: اسحبه، أو اضغط عليه مطوّلًا، أو استخدم أسهم لوحة المفاتيح",
  de: "In eine andere Ecke: ziehen, gedrückt halten oder Pfeiltasten",
  en: "To another corner: drag, hold, or arrow keys",
  es: "A otra esquina: arrastrar, mantener pulsado o teclas de flecha",
  fr: "Vers un autre coin : glisser, appuyer longuement ou touches fléchées",
  pl: "Do innego rogu: przeciągnij, przytrzymaj lub użyj strzałek",
  ru: "В другой угол: перетащите, удерживайте или нажмите стрелку",
  uk: "В інший кут: перетягніть, утримуйте або натисніть стрілку",
};
