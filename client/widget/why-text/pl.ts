import type { WhyText } from "../contract.ts";

export const text: WhyText = {
  lang: "pl",
  title: "Dlaczego to widzę?",
  less: "Mniej takich treści",
  gone: "Zniknęło i już nie wróci.",
  next: "Od następnej strony nie będzie tego widać.",
  again: "Wczytaj tę stronę ponownie",
  undo: "Cofnij",
  back: "Zostaje tak, jak było.",
  changed: "Tymczasem to się zmieniło: na następnej stronie tego nie będzie.",
  without:
    "Nie prowadzimy tu Twojego profilu: to, co widzisz, wynika tylko z tego zapytania, np. z kraju albo pory dnia. Wyłączenie pojedynczych treści wymaga zapisku na tym urządzeniu, a więc zgody na personalizację.",
  full: "Więcej wyłączyć się nie da. Najpierw włącz ponownie coś innego.",
  stuck: "Nie udało się. Spróbuj ponownie.",
  failed: "Nie udało się wczytać powodu. Spróbuj ponownie później.",
  known: "Co wie ta strona",
  settings: "Ustawienia prywatności",
  close: "Zamknij",
};
