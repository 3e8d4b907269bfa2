import type { SensitiveText } from "../contract.ts";

export const text: SensitiveText = {
  lang: "pl",
  title: "O to pytamy osobno",
  intro:
    "To delikatny temat. Zapisujemy to tylko wtedy, gdy wyrazisz na to zgodę tutaj, tylko w tej przeglądarce, i nigdy nie wysyłamy, nawet jako grupy. „Akceptuj wszystko” tego nie obejmuje.",
  needs: "Najpierw włącz personalizację i zapisz: bez niej nic nie jest zapisywane.",
  kept: "Od teraz jest to zapisywane w tej przeglądarce.",
  erased: "Usunięto. Nie będzie już zapisywane.",
  failed: "Nie udało się. Spróbuj ponownie.",
  ask: "Czy ta przeglądarka może to zapamiętać?",
  only: "Zostaje to w tej przeglądarce i nigdy nie jest wysyłane. Decyzję można zmienić w każdej chwili w ustawieniach prywatności.",
  policy: "Polityka prywatności",
  yes: "Zapamiętaj",
  no: "Nie zapamiętuj",
  refused: "W porządku, nic nie zapisano.",
};
