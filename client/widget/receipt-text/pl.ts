import type { ReceiptText } from "../contract.ts";

export const text: ReceiptText = {
  lang: "pl",
  title: "Potwierdzenie wyboru",
  why: "Ta strona podpisała Twój wybór, aby dało się go udowodnić. Potwierdzenie jest tylko na tym urządzeniu i nie mówi, kim jesteś.",
  day: "Data wyboru",
  accepted: "Zgoda",
  refused: "Brak zgody",
  download: "Pobierz potwierdzenie",
  site: "Strona",
  asked: "Miejsce wyboru",
  methods: {
    question: "pytanie na stronie",
    settings: "ustawienia prywatności",
    api: "własny formularz strony",
  },
  language: "Język",
  revision: "Wersja warunków",
  texts: "Skrót tekstów",
  on: "włączone",
  off: "wyłączone",
  verify: "Podpis strony. Każdy może go sprawdzić za pomocą kluczy publicznych spod adresu:",
};
