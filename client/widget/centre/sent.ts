import type { SentBody } from "../../known/contract.ts";
import { element } from "../element.ts";
import type { View } from "./contract.ts";
import { disclosure, part, small } from "./pieces.ts";
import { dateWords } from "./words.ts";

/** What puts messages into words: `centre-messages.js`, loaded when somebody opens a day. */
export interface MessagesPart {
  messagesOf(view: View, sent: readonly SentBody[]): Node;
}

/** What was sent, day by day, latest first. */
export function sentPart(view: View): HTMLElement {
  const { text, known, base } = view;
  const sent = known?.sent ?? [];
  const days = [...new Set(sent.map(({ day }) => day))].sort((one, other) => other - one);
  const read = async (messages: readonly SentBody[], into: HTMLElement): Promise<void> => {
    const found: MessagesPart = await import(`${base}/centre-messages.js`);
    into.replaceChildren(found.messagesOf(view, messages));
  };
  return part(
    text.sent,
    small(sent.length > 0 ? text.sentWhy : text.noSent),
    ...days.map((day) => {
      const messages = sent.filter((each) => each.day === day);
      return disclosure(`day ${day}`, `${dateWords(day, text)} (${messages.length})`, () => {
        const into = element("div", {}, text.loading);
        read(messages, into).catch(() => {
          into.textContent = text.failed;
        });
        return into;
      });
    }),
  );
}
