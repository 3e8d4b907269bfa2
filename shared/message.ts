import { daysOf } from "./day.ts";
import { wordsIn } from "./message-words.ts";
import type { BlockCase } from "./site-rules.ts";
import type { MessageBlock, ShownBlock } from "./site/block-schema.ts";
import type { Trigger } from "./site/message-schema.ts";
import type { Lookup } from "./template/render.ts";
import { chooseLanguage } from "./choose-language.ts";
import type { TagMessage, TagMoment } from "./message-wire.ts";
import { directionOf } from "./widget-languages.ts";

/** Whether a block is told to the visitor when the moment has come, and never written into a page. */
export function isMessage(block: ShownBlock): block is MessageBlock {
  return block.op === "message";
}

/**
 * A chosen message as the device shows it. What it says is in the first of the wanted languages that it has; our own
 * words in the first that we have.
 */
export function messageOf(
  block: MessageBlock,
  templates: BlockCase["templates"],
  languages: readonly (string | undefined)[],
  lookup: Lookup,
): TagMessage {
  const { kind, at, target, place = "content", times, perDay, every, quiet, label } = block;
  const language = chooseLanguage(templates, languages);
  const { close, never, name } = wordsIn(languages);
  const named = typeof label === "object" ? label[chooseLanguage(label, languages)] : label;
  return {
    kind,
    html: templates[language]?.render(lookup) ?? "",
    ...(language !== "" && { lang: language, dir: directionOf(language) }),
    words: [close, never, named ?? name],
    ...(at === "top" && { at }),
    ...(kind === "inline" && { target: target!, place }),
    triggers: [block.trigger].flat().map(momentOf),
    caps: {
      ...(times !== undefined && { times }),
      ...(perDay !== undefined && { perDay }),
      ...(every !== undefined && { every: daysOf(every) }),
    },
    quiet: daysOf(quiet),
  };
}

function momentOf(trigger: Trigger): TagMoment {
  if (typeof trigger === "string") return [trigger];
  const { event, count = 1, time, scroll, idle } = trigger;
  if (event !== undefined) return ["event", count, event];
  if (time !== undefined) return ["time", time];
  return scroll === undefined ? ["idle", idle!] : ["scroll", scroll];
}
