import { directionOf } from "../../shared/widget-languages.ts";
import { insertedBy, type MarkedBlock } from "../marks/find.ts";
import { hideAll } from "../marks/hide.ts";
import { closePopover, openPopover, type Popover } from "../marks/popover.ts";
import type { KnownPart } from "../known/contract.ts";
import type { WhyText, WidgetHost } from "../widget/contract.ts";
import { button, element } from "../widget/element.ts";
import { loadText } from "../widget/language.ts";

/** How long the tag is waited for: without it there are reasons, but nothing can be switched. */
const TAG_MILLISECONDS = 2000;

const DECISION_MILLISECONDS = 2000;

/** What a mark asks. */
export interface Asked {
  /** URL of the reserved path, without a slash at its end. */
  readonly base: string;
  /** BCP 47, the page's. */
  readonly language: string;
  readonly anchor: HTMLElement;
  readonly about: readonly MarkedBlock[];
}

/** What of the edge's answer is told here. */
interface Answer {
  readonly languages: { readonly names: string; readonly sentences: string };
  readonly page: Readonly<
    Record<
      "blocks" | "lost",
      readonly { readonly id: string; readonly name: string; readonly sentence: string }[]
    >
  >;
}

/** By which blocks are switched: the tag's, where there is consent to personalization. */
interface Switches {
  readonly host: WidgetHost;
  readonly part: KnownPart;
  readonly off: readonly string[];
}

let heard = (_host: WidgetHost): void => {};

/** Called with the tag's host: `selvedge("consent", "why")` leads here. */
export function show(host: WidgetHost): void {
  heard(host);
}

/** Says why blocks are shown, in a card at their mark, and lets them be switched off. Rejects where that can't be said. */
export async function ask({ base, language, anchor, about }: Asked): Promise<void> {
  const tag = hostOfTag();
  const [text, host, answer] = await Promise.all([
    tag.then((found) => loadText({ ...found, base, language }, "why-text")),
    tag,
    fetchAnswer(base, language).catch(() => undefined),
  ]);
  const switches = host?.current.personalization ? await switchesOf(host).catch(() => undefined) : undefined;
  const popover = openPopover(anchor, text);
  if (!popover) return;
  const { content, footer } = popover;
  content.append(
    ...about.map((block) => row(block, { text, answer, switches, popover, several: about.length > 1 })),
  );
  if (host && !host.current.personalization) content.append(element("p", {}, text.without));
  const [label, part] = switches ? [text.known, "centre"] : [text.settings, undefined];
  if (host)
    footer.append(
      button("onward", label, () => {
        closePopover();
        window.selvedge?.("consent", part);
      }),
    );
  else footer.remove();
  popover.place();
}

interface RowOptions {
  readonly text: WhyText;
  readonly answer: Answer | undefined;
  readonly switches: Switches | undefined;
  readonly popover: Popover;
  readonly several: boolean;
}

/** One block: why it is shown, and what can be done about it. */
function row(block: MarkedBlock, { text, answer, switches, popover, several }: RowOptions): HTMLElement {
  const shown = answer?.page.blocks.find(({ id }) => id === block.id);
  const said = shown ?? answer?.page.lost.find(({ id }) => id === block.id);
  const names = spokenIn(answer?.languages.names);
  const sentences = spokenIn(answer?.languages.sentences);
  const acts = element("div", { class: "acts" });
  const told = element("p", { class: "told", role: "status" });
  const group = element("div", { class: "block" });
  if (several && said) group.append(element("h3", names, said.name));
  if (said) group.append(element("p", sentences, said.sentence));
  else group.append(element("p", {}, text.failed));
  group.append(told, acts);

  // What a block put beside the page's own can go at once; what it took the place of is with the edge.
  const inserted = block.mark.op === "replace" ? [] : insertedBy(block);
  let unhide = (): void => {};
  const say = (message: string) => {
    told.textContent = message;
    popover.place();
  };
  const render = (isOff: boolean) => {
    if (!switches) return;
    const next = button("act", isOff ? text.undo : text.less, () => {
      if (next.getAttribute("aria-disabled") === "true") return;
      next.setAttribute("aria-disabled", "true");
      void change(switches, !isOff).then(() => next.setAttribute("aria-disabled", "false"));
    });
    const again = isOff && inserted.length === 0;
    const focused = acts.contains((acts.getRootNode() as ShadowRoot).activeElement);
    acts.replaceChildren(next, ...(again ? [button("act", text.again, () => location.reload())] : []));
    if (focused) next.focus({ preventScroll: true });
  };
  const change = async ({ host, part }: Switches, off: boolean) => {
    const outcome = await part.switchOff(host, "blocks", block.id, off).catch(() => "stuck");
    if (outcome === "done") await nextDecision();
    if (outcome !== "done") return say(outcome === "full" ? text.full : text.stuck);
    unhide();
    unhide = off ? hideAll(inserted) : () => {};
    render(off);
    say(off ? (inserted.length > 0 ? text.gone : text.next) : text.back);
  };
  const isOff = switches?.off.includes(block.id) ?? false;
  if (isOff) told.textContent = text.next;
  else if (said && !shown) told.textContent = text.changed;
  render(isOff);
  return group;
}

/** A text may be in another language than the card: it is read, and set, in its own. */
function spokenIn(language = ""): { readonly lang: string; readonly dir: string } {
  return { lang: language, dir: directionOf(language) };
}

/** What the tag lends; undefined where there is none. */
function hostOfTag(): Promise<WidgetHost | undefined> {
  return new Promise((resolve) => {
    heard = resolve;
    setTimeout(resolve, window.selvedge?.tag ? TAG_MILLISECONDS : 0, undefined);
    window.selvedge?.("consent", "why");
  });
}

/** The edge has been told of the change: the next page is decided on it. Offline that comes later. */
function nextDecision(): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(resolve, DECISION_MILLISECONDS);
    document.addEventListener("selvedge:decision", resolve, { once: true });
  });
}

async function switchesOf(host: WidgetHost): Promise<Switches> {
  const part: KnownPart = await import(`${host.base}/known.js`);
  const known = await part.read(host);
  return { host, part, off: known?.switchedOff.blocks ?? [] };
}

async function fetchAnswer(base: string, language: string): Promise<Answer> {
  const { askMe } = await import(`${base}/me.js`);
  return askMe(base, language);
}
