import type { SettingsText } from "../contract.ts";

export const text: SettingsText = {
  lang: "pl",
  title: "Ustawienia prywatności",
  intro:
    "Ty decydujesz i w każdej chwili możesz zmienić zdanie. Dla wyłączonego celu niczego nie zapisujemy " +
    "ani nie wysyłamy; zapamiętujemy tylko samą odpowiedź, na tym urządzeniu.",
  gpc: "Uszanowano sygnał sprzeciwu",
  gpcWhy:
    "Twoja przeglądarka wysyła sygnał Global Privacy Control. Oba cele są wyłączone, dopóki ich tu nie włączysz.",
  personalization: {
    name: "Personalizacja",
    why: "Żeby strony pokazywały to, co Ci odpowiada: najpierw to, czego szukasz najczęściej, i bez zaczynania od zera przy każdej wizycie.",
    kept: "Tylko w tej przeglądarce: ile było wizyt, jakie tematy i produkty oglądasz, co czeka w koszyku. Bez listy wszystkich stron.",
    sent: "Ogólne grupy, np. „kolejna wizyta” albo „lubi bieganie”. Bez imienia, identyfikatora i dokładnych wartości.",
  },
  measurement: {
    name: "Pomiar",
    why: "Żebyśmy wiedzieli, które strony i oferty się sprawdzają, zamiast zgadywać.",
    kept: "To, co już policzono, żeby nic nie liczyło się dwa razy.",
    sent: "Same liczby, np. „jedna obejrzana strona” albo „jedno zamówienie w tym przedziale”. Tylko je sumujemy; nie ma w nich informacji o tym, kim jesteś.",
  },
  kept: "Zapisane tutaj",
  sent: "Wysyłane",
  both: "Porównywanie dwóch wersji strony i liczenie, które dwa produkty są oglądane lub kupowane razem, wymaga obu zgód.",
  transit:
    "Jak na każdej stronie, po drodze widoczny jest Twój adres IP. Grupy służą przygotowaniu strony, " +
    "którą otwierasz; w tym celu nie zapisujemy ani ich, ani adresu. Dopóki któryś cel jest włączony, to, " +
    "co wysłano, jest też zapisane na tym urządzeniu przez 30 dni, do wglądu.",
  policy: "Polityka prywatności",
  known: "Co ta strona wie",
  knownWhy:
    "Wszystko, co o Tobie zapisano, co z tego wysłano i dlaczego strony wyglądają tak, a nie inaczej: do obejrzenia, wyłączenia, poprawienia i zabrania ze sobą.",
  erase: "Usuń wszystko, co zapisano na tym urządzeniu",
  eraseWhy: "Zapiski można usunąć w każdej chwili. Odpowiedź powyżej się nie zmieni.",
  erased: "Wszystko usunięto.",
  eraseFailed: "Nie udało się. Spróbuj ponownie.",
  accept: "Akceptuj wszystko",
  reject: "Odrzuć wszystko",
  save: "Zapisz wybór",
  close: "Zamknij bez zapisywania",
  saved: "Zapisano. Wybór można zmienić w każdej chwili.",
};
