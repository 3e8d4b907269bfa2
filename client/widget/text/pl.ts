import type { FirstLayerText } from "../contract.ts";

export const text: FirstLayerText = {
  lang: "pl",
  title: "Czy możemy pamiętać, co oglądasz?",
  body:
    "Jeśli się zgodzisz, przeglądarka zapisze na tym urządzeniu, co tu oglądasz i jak często. Do nas trafią " +
    "tylko ogólne grupy („kolejna wizyta”) i same liczby, bez imienia i identyfikatora, by pokazać to, co Ci " +
    "odpowiada, i sprawdzić, co jest przydatne. Bez zgody strona też działa.",
  policy: "Polityka prywatności",
  accept: "Zgadzam się",
  reject: "Nie zgadzam się",
  choose: "Dostosuj wybór",
  saved: "Zapisano. Wybór można zmienić w każdej chwili w ustawieniach prywatności.",
};
