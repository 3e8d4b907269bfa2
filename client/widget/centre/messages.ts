import type { SentBody } from "../../known/contract.ts";
import { element } from "../element.ts";
import type { View } from "./contract.ts";
import { messageFacts } from "./message.ts";
import { isolated } from "./pieces.ts";

/** Messages, each in words and, to be opened, exactly as it was sent. */
export function messagesOf(view: View, sent: readonly SentBody[]): Node {
  return element("ol", {}, ...sent.map((each) => messageItem(view, each)));
}

function messageItem(view: View, message: SentBody): HTMLElement {
  const { raw } = view.text;
  const facts = messageFacts(message, view).flatMap(([label, said]) => [
    element("dt", {}, label),
    element("dd", {}, isolated(said)),
  ]);
  const exact = element(
    "pre",
    { dir: "ltr", tabindex: "0", "aria-label": raw },
    `${message.path}\n${message.body}`,
  );
  return element(
    "li",
    { class: "message" },
    facts.length > 0 ? element("dl", {}, ...facts) : "",
    element("details", {}, element("summary", {}, raw), exact),
  );
}
