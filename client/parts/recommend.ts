import { dayOf } from "../../shared/day.ts";
import type { SiteEvent } from "../../shared/event.ts";
import { PAIRS_PER_SIGNAL } from "../../shared/recommend/limits.ts";
import type { Candidate } from "../../shared/recommend/rank.ts";
import { noteItem, noteLess, type PageItem, type Recent } from "../../shared/recommend/recent.ts";
import { pairsOfPurchase, pairsOfView, type Told } from "../../shared/recommend/told-pairs.ts";
import type { Count } from "../../shared/wire.ts";
import { pageItem } from "../recommend/page-item.ts";
import { candidatesOf } from "../recommend/places.ts";
import { changeRecent } from "../recommend/record.ts";
import { createRows } from "../recommend/rows.ts";
import type { Stretch } from "../tools.ts";

// Which items a visitor has lately had to do with: kept on the device, for the rows of items that the edge has sent.

const nothing = () => {};

/** What was noted as looked at last: the same view is told again where consent is given or changed on the page. */
let noted: string | undefined;

/** How many pairs the message about this page can still take: it waits for more counts, and is sent by others. */
let room = { path: "", left: 0 };
const roomHere = () =>
  room.path === location.pathname ? room : (room = { path: location.pathname, left: PAIRS_PER_SIGNAL });

/** Keeps what happens for as long as there is consent to personalization, and counts pairs with that to measurement. */
export function began(
  { config, signal, allowed, deviceStore }: Stretch,
  count: (counts: readonly Count[]) => void,
): void {
  if (!allowed("personalization")) return;
  const store = deviceStore(() => allowed("personalization"));
  let own: string | undefined;

  const change = (act?: (recent: Recent, today: number) => Recent) =>
    changeRecent(store, config.consent.retention, act);
  const rows = createRows(async () => {
    const recent = await change();
    return recent && { recent, own, today: dayOf(Date.now()) };
  }, signal);
  const observer = new MutationObserver(rows.look);

  /** Notes what was done with items, and tells of pairs where that may be counted. */
  const note = async (
    act: (recent: Recent, today: number) => Recent,
    pairs: (recent: Recent, today: number, most: number) => Told,
  ) => {
    let told: Told | undefined;
    await change((recent, today) => {
      told = allowed("measurement") ? pairs(recent, today, roomHere().left) : undefined;
      return act(told?.recent ?? recent, today);
    });
    // Noted before: what is cut off here isn't told of at all.
    const counts = told?.counts.slice(0, roomHere().left) ?? [];
    room.left -= counts.length;
    if (counts.length > 0) count(counts);
  };

  const looked = async (properties: SiteEvent["properties"]) => {
    const item = pageItem(properties);
    own = item?.id;
    const isNew = noted !== own;
    noted = own;
    if (item)
      await note(
        (recent, today) =>
          isNew || !recent.items.some(({ id, viewed }) => id === own && viewed !== undefined)
            ? noteItem(recent, item, "view", today)
            : recent,
        (recent, today, most) => pairsOfView(recent, item.id, today, most),
      );
    rows.look();
    observer.observe(document, { childList: true, subtree: true });
  };

  const hear = async ({ name, properties }: SiteEvent) => {
    const { item = own ?? null, items = item, quantity } = properties;
    if (name === "view") await looked(properties);
    else if (name === "cart" && !(Number(quantity) < 0))
      await change((recent, today) =>
        itemsOf(item).reduce((grown, each) => noteItem(grown, each, "cart", today), recent),
      );
    else if (name === "purchase") {
      const bought = itemsOf(items);
      const ids = bought.map(({ id }) => id);
      await note(
        (recent, today) => bought.reduce((grown, each) => noteItem(grown, each, "purchase", today), recent),
        (recent, today, most) => pairsOfPurchase(recent, ids, today, most),
      );
    }
  };

  const press = async (event: Event) => {
    const button = (event.target as Element).closest?.("[data-selvedge-less]");
    const item = button?.closest<HTMLElement>("[data-selvedge-candidate]");
    if (!item) return;
    event.preventDefault();
    // What comes in its place is read to those who hear the page.
    item.closest("[data-selvedge-recommend]")?.setAttribute("aria-live", "polite");
    const [candidate] = candidatesOf([item]) as [Candidate];
    const recent = await change((before, today) => {
      const title = before.items.find(({ id }) => id === candidate.id)?.title ?? titleIn(item);
      return noteLess(before, { ...candidate, title }, today);
    });
    if (recent) await rows.takeAway(item);
  };

  // What is too old goes, and what was kept before everything was switched off.
  change().catch(nothing);
  document.addEventListener(
    "selvedge:event",
    ({ detail }: CustomEventInit<SiteEvent>) => {
      hear(detail!).catch(nothing);
    },
    { signal },
  );
  document.addEventListener("click", (event) => void press(event).catch(nothing), { signal });
  signal.addEventListener("abort", () => observer.disconnect());
}

/** Items that an event names, of which it says nothing else. */
function itemsOf(ids: SiteEvent["properties"][string]): PageItem[] {
  return [ids].flat().flatMap((id) => (typeof id === "string" && id !== "" ? { id, about: [] } : []));
}

/** What a row calls an item: its heading, or else its link. */
function titleIn(item: HTMLElement): string {
  const found = item.querySelector("h1,h2,h3,h4,h5,h6") ?? item.querySelector("a") ?? item;
  return found.textContent.trim();
}
