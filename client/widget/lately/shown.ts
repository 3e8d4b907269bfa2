import { promisifyRequest } from "idb-keyval";
import { DAY_MILLISECONDS } from "../../../shared/day.ts";
import type { Opened } from "../../known/record.ts";
import type { MessageRecord } from "../../messages/caps.ts";
import { MESSAGES_KEY } from "../../messages/memory.ts";
import { ASKED_KEY, type AskedRecord } from "../../questions/record.ts";
import { isolated, list, part, small } from "../centre/pieces.ts";
import { button, element } from "../element.ts";
import { SHOWN_WORDS } from "./shown-words.ts";

/** What the centre says of messages and questions: which the device knows to have been there, and when. */
export async function fillShown(into: HTMLElement, { store }: Opened, language: string): Promise<void> {
  const words = SHOWN_WORDS[language] ?? SHOWN_WORDS["en"]!;
  const dates = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
  const dateOf = (day: number) => dates.format(day * DAY_MILLISECONDS);
  const told = element("p", { class: "told small", role: "status" });

  const draw = async () => {
    const [messages, asked] =
      (await store("readonly", (objects) =>
        Promise.all([
          promisifyRequest<MessageRecord | undefined>(objects.get(MESSAGES_KEY)),
          promisifyRequest<AskedRecord | undefined>(objects.get(ASKED_KEY)),
        ]),
      )) || [];
    const facts = [
      ...Object.entries(messages?.shown ?? {}).map(([id, { times, day, closed, never }]) => [
        id,
        `${times} ×, ${dateOf(day[0])}`,
        ...(closed === undefined ? [] : [`${words.closed}: ${dateOf(closed)}`]),
        ...(never ? [words.never] : []),
      ]),
      ...Object.entries(asked?.blocks ?? {}).map(([id, { drawn, day }]) => [
        id,
        ...(drawn === undefined ? [] : [`${words.sample}: ${drawn ? words.yes : words.no}`]),
        ...(day === undefined ? [] : [`${words.answered}: ${dateOf(day)}`]),
      ]),
    ];
    into.hidden = facts.length === 0 && told.textContent === "";
    const rows = facts.map(([id = "", ...said]) =>
      element("li", { class: "row" }, isolated(id), small(said.join(" · "))),
    );
    const away = button("quiet", words.forget, () => void forget().catch(() => {}));
    into.replaceChildren(
      part(words.title, small(words.why), list(rows, ""), rows.length > 0 ? away : "", told),
    );
  };
  const forget = async () => {
    await store("readwrite", (objects) => {
      for (const key of [MESSAGES_KEY, ASKED_KEY]) objects.delete(key);
      return promisifyRequest(objects.transaction);
    });
    told.textContent = words.forgotten;
    await draw();
    // The button is gone, with the focus that was on it.
    told.tabIndex = -1;
    told.focus();
  };
  await draw();
}
