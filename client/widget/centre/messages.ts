import type { SentBody } from "../../known/contract.ts";
import { element } from "../element.ts";
import { adopt, sheetOf, surface } from "../surface.ts";
import type { View } from "./contract.ts";
import { messageFacts } from "./message.ts";
import { isolated } from "./pieces.ts";

/** How they look, beside the centre's own style. */
const sheet =
  sheetOf(`.centre .message{padding:.75em 1.125em;margin-block-end:.5em;border:1px solid var(--selvedge-line,var(--l));border-radius:calc(var(--selvedge-radius,16px)*.75)}
.centre .message summary{font-size:.875em;font-weight:400;padding-block:.5em 0}
.centre .message dl{margin:0}
.centre .message dd{white-space:pre-line}
.centre pre{margin:.5em 0 0;padding:.75em;max-block-size:16em;overflow:auto;font:.8125em/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;
text-align:start;border-radius:calc(var(--selvedge-radius,16px)*.5);background:color-mix(in srgb,var(--selvedge-accent,var(--a)) 9%,#0000)}`);

/** Messages, each in words and, to be opened, exactly as it was sent. */
export function messagesOf(view: View, sent: readonly SentBody[]): Node {
  adopt(surface(), sheet);
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
