import { shownAs } from "../../shared/ask/shown.ts";
import { namesBot } from "../../shared/bots.ts";
import type { CompiledSite } from "../../shared/decision.ts";
import { isMessage } from "../../shared/message.ts";
import type { Block, MessageBlock, TargetBlock } from "../../shared/site/block-schema.ts";
import { pathMatcher } from "../compiled.ts";
import { type Explained, explainer } from "./explain.ts";
import { datesOf } from "./lost.ts";
import { leftSteps, redirectSteps } from "./redirect-steps.ts";
import type { SeenPage, Step } from "./steps.ts";
import type { Simulation } from "./simulate.ts";

/** All that could keep a block of the site from a page, in the order in which it is asked. */
export function hindrancesOf(
  id: string,
  simulation: Simulation,
  compiled: CompiledSite,
  seen?: SeenPage,
): readonly Step[] {
  const block = compiled.site.blocks[id]!;
  const shown = shownAs(block);
  const why = explainer(simulation, compiled.site);
  const lost = simulation.decision.lost.find((each) => each.id === id);
  const hasCases = ("cases" in block && block.cases !== undefined) || "reward" in block;
  return [
    ...addressSteps(block, simulation, compiled),
    robot(simulation),
    {
      name: "dates",
      ok: lost?.reason !== "dates",
      told:
        datesOf(block) === ""
          ? "it has none"
          : `it is shown ${datesOf(block)}, and asked for on ${dayOf(simulation)}`,
    },
    ...knowledge(simulation, [why.block(id), ...why.cases(id)]),
    condition(block, why.block(id)),
    ...(hasCases ? [cases(why.cases(id))] : []),
    {
      name: "priority",
      ok: lost?.reason !== "priority",
      told: lost?.reason === "priority" ? rival(block, lost.to!) : "no other block comes before it",
    },
    ...(shown.op === "redirect"
      ? redirectSteps(id, simulation, seen)
      : [
          ...leftSteps(simulation),
          content(id, shown, simulation, seen),
          ...(seen && !isMessage(shown) ? pageSteps(id, shown, seen) : []),
        ]),
  ];
}

function rival(block: Block, winner: string): string {
  return block.op === "redirect"
    ? `"${winner}" leads away from the page, too, and comes first`
    : `"${winner}" wants the same element (${block.target ?? ""}) and comes first`;
}

function addressSteps(block: Block, { path }: Simulation, { site }: CompiledSite): Step[] {
  const isOurs = path === site.path || path.startsWith(`${site.path}/`);
  const excluding = isOurs ? site.path : site.exclude.find((pattern) => pathMatcher(pattern)(path));
  const onPage = block.pages?.some((pattern) => pathMatcher(pattern)(path)) ?? true;
  const pages = block.pages?.join(", ");
  return [
    {
      name: "switched on",
      ok: site.enabled,
      told: site.enabled ? "the site file is on" : 'the site file is switched off ("enabled": false)',
    },
    {
      name: "path",
      ok: excluding === undefined,
      told: excluding === undefined ? `${path} isn't excluded` : `${path} is never touched (${excluding})`,
    },
    {
      name: "pages",
      ok: onPage,
      told:
        pages === undefined
          ? "it is for every page"
          : `it is for ${pages}${onPage ? "" : `, not for ${path}`}`,
    },
  ];
}

function robot({ persona }: Simulation): Step {
  const isBot = namesBot(persona.userAgent ?? null);
  return {
    name: "no bot",
    ok: !isBot,
    told: isBot
      ? "the user agent says that it is a bot, and bots get the page as it is"
      : "the user agent names no bot",
  };
}

function dayOf({ persona }: Simulation): string {
  return new Date(persona.now).toISOString().slice(0, 10);
}

/** Consent and knowledge matter where they leave something open. */
function knowledge({ permission, persona, told }: Simulation, rules: readonly Explained[]): Step[] {
  const isOpen = rules.some(({ holds }) => holds === undefined);
  const { consent, gpc, contextual } = permission;
  const yes = consent.personalization;
  const no = gpc
    ? "Global Privacy Control is on"
    : persona.consent === "unanswered"
      ? "the visitor hasn't answered"
      : consent.chosen
        ? "the visitor has refused"
        : "the visitor's choice is outdated";
  const hidden = `neither a profile nor ${contextual ? "the campaign" : "the context"} may be used`;
  return [
    {
      name: "consent",
      ok: yes || (isOpen ? false : null),
      told: yes ? "the visitor agrees to personalization" : `${no}, so ${hidden}`,
    },
    {
      name: "known",
      ok: told !== undefined || (isOpen && yes ? false : null),
      told: told
        ? "the edge has been told of this visitor"
        : "nothing has been told to the edge of this visitor",
    },
  ];
}

function condition({ when }: Block, explained: Explained): Step {
  return {
    name: "condition",
    ok: explained.holds === true,
    told: when === undefined ? "it has none" : outcome("its condition", explained),
  };
}

function cases(explained: readonly Explained[]): Step {
  const index = explained.findIndex(({ holds }) => holds === true);
  const told =
    index >= 0
      ? outcome(`case ${index + 1} of ${explained.length}`, explained[index]!)
      : explained.map((each, at) => outcome(`case ${at + 1}`, each)).join("; ");
  return { name: "cases", ok: index >= 0, told };
}

/** `its condition doesn't hold, because “Visits” is 1 (at least 2 needed)`. */
function outcome(what: string, { holds, because }: Explained): string {
  const how = holds === undefined ? "can't be decided" : holds ? "holds" : "doesn't hold";
  return `${what} ${how}${because === "" ? "" : `, because ${because}`}`;
}

/** What it would put there, in the language of the page. */
function content(
  id: string,
  block: TargetBlock | MessageBlock,
  { decided, decision, context }: Simulation,
  seen: SeenPage | undefined,
): Step {
  const visitors = typeof context["language"] === "string" ? context["language"] : undefined;
  const rendered = decided.render(seen?.language, visitors);
  const { edits, reorders } = rendered;
  const { message } = rendered.decision.blocks.find((each) => each.id === id) ?? {};
  const edit = message ?? edits.find((each) => each.block === id);
  const name = "content";
  const order = reorders.find((each) => each.block === id);
  if (order) return { name, ok: true, told: `puts ${order.first.join(", then ")} first, by ${order.by}` };
  const isUnknown = decision.lost.some((each) => each.id === id && each.reason === "unknown");
  if (block.op === "reorder" && isUnknown)
    return { name, ok: false, told: "what it puts first isn't known of this visitor" };
  if (!edit) return { name, ok: null, told: "is rendered only where it is chosen" };
  const text = "html" in edit ? edit.html : "text" in edit ? edit.text : undefined;
  if (text === undefined) return { name, ok: true, told: `does "${block.op}"` };
  const language = seen?.language ?? visitors;
  const inLanguage = language === undefined ? "" : ` in ${language}, or the first language that it has`;
  const isEmpty = text.trim() === "";
  const told = isEmpty
    ? `its ${"html" in edit ? "HTML" : "text"} is empty`
    : `${[...text].length} characters`;
  return { name, ok: !isEmpty, told: told + inLanguage };
}

function pageSteps(id: string, { target }: TargetBlock, { opened, targets }: SeenPage): Step[] {
  const { status, treatment, decision, logs } = opened;
  const refusal = logs.find((line) => line.includes(`block ${id}:`))?.replace(/^.*block [^:]*: /, "");
  const isDone = decision?.blocks.some((block) => block.id === id) ?? false;
  const undone = `the Worker hasn't done it${refusal === undefined ? "" : `: ${refusal}`}`;
  return [
    {
      name: "page",
      ok: status === 200 && treatment === "personalized",
      told: `came with status ${status}, ${treatment ?? "nothing said of Selvedge"}`,
    },
    {
      name: "selector",
      ok: targets > 0,
      told: `${target} finds ${targets === 1 ? "1 element" : `${targets} elements`} on the page`,
    },
    { name: "done", ok: isDone, told: isDone ? "the Worker has written it into the page" : undone },
  ];
}
