import { discount } from "./discount.ts";
import { AFFINITY_HALF_LIFE_DAYS } from "./limits.ts";

/** Something that may be shown. */
export interface Candidate {
  readonly id: string;
  /** Categories and tags as words, each once; see about.ts. */
  readonly about: readonly string[];
}

/** Something that a visitor has had to do with. */
export interface Tasted extends Candidate {
  /** UTC day number of the last time. */
  readonly day: number;
  /** How much, on that day. */
  readonly strength: number;
  /** UTC day number. */
  readonly bought?: number;
}

/** All that is known of what a visitor likes. */
export interface Taste {
  readonly items: readonly Tasted[];
  /** What there shall be less of. */
  readonly less: readonly (Candidate & { readonly day: number })[];
  /** The item of the page that is open. */
  readonly own?: string | undefined;
  /** UTC day number. */
  readonly today: number;
}

/** How candidates are to be shown. */
export interface Ranking {
  /** Their places in the list that was given, the best first; each once. */
  readonly order: readonly number[];
  /** So many of these may be shown; the others are unwanted, or what the page is about. */
  readonly fit: number;
  /** What of the taste counted most for the one that leads. */
  readonly because?: Tasted;
}

/** An item that isn't wanted takes so much from its words; what is looked at once gives 1 (Rocchio's γ and β). */
const LESS = 0.5;
/** How much the fit of the next one counts, and the rest how new it is beside those before it (λ of MMR). */
const FIT = 0.8;

/** What is left today of something; half of it after each half-life. */
export const decayed = (strength: number, day: number, today: number) =>
  strength * 2 ** (Math.min(0, day - today) / AFFINITY_HALF_LIFE_DAYS);

/** How much of an item's strength each of its words gets: so long lists of tags don't count for more. */
const share = ({ about }: Candidate) => 1 / Math.sqrt(about.length || 1);

/**
 * How much a visitor likes each word: what was looked at speaks for its words, what isn't wanted against them.
 * Source: J. J. Rocchio, Relevance feedback in information retrieval, in: The SMART Retrieval System (1971).
 */
export function affinities({ items, less, own, today }: Taste): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (item: Candidate, amount: number) => {
    for (const word of item.about) found.set(word, (found.get(word) ?? 0) + amount * share(item));
  };
  for (const item of items) if (item.id !== own) add(item, decayed(item.strength, item.day, today));
  for (const item of less) add(item, -decayed(LESS, item.day, today));
  return found;
}

/**
 * How well each candidate fits: 0 where nothing is known. The sum over its words of how rare the word is among the
 * candidates (K. Spärck Jones, A statistical interpretation of term specificity, 1972; smoothed, so that it is never 0)
 * times how much it is liked, which counts less the more it is already (a / (1 + a), as S. Robertson and H. Zaragoza,
 * The Probabilistic Relevance Framework, 2009); by the length of the candidate's own vector (G. Salton).
 */
export function fits(candidates: readonly Candidate[], taste: Taste): readonly number[] {
  const liked = affinities(taste);
  const among = new Map<string, number>();
  for (const { about } of candidates) for (const word of about) among.set(word, (among.get(word) ?? 0) + 1);
  const worth = new Map(
    Array.from(among, ([word, times]) => {
      const rare = Math.log(1 + candidates.length / times);
      const like = liked.get(word) ?? 0;
      return [word, { gives: (rare * like) / (1 + Math.abs(like)), square: rare * rare }];
    }),
  );
  return candidates.map(({ about }) => {
    let sum = 0;
    let length = 0;
    for (const word of about) {
      const { gives, square } = worth.get(word)!;
      sum += gives;
      length += square;
    }
    return sum && sum / Math.sqrt(length);
  });
}

/**
 * Ranks candidates, which come in the order that holds for everybody, for one visitor. That order counts as the
 * discount of its places beside how well each fits; of a visitor of whom nothing is known it stays as it is. What was
 * bought comes behind all else.
 *
 * @param show how many of them are seen
 */
export function rank(candidates: readonly Candidate[], taste: Taste, show: number): Ranking {
  const fit = fits(candidates, taste);
  const unwanted = new Set([taste.own, ...taste.less.map(({ id }) => id)]);
  const bought = new Set(taste.items.flatMap((item) => (item.bought === undefined ? [] : item.id)));
  const classOf = ({ id }: Candidate) => (unwanted.has(id) ? 2 : Number(bought.has(id)));
  const classes: number[][] = [[], [], []];
  candidates.forEach((each, at) => classes[classOf(each)]!.push(at));
  if (fit.some(Boolean)) {
    const scores = fit.map((each, at) => each + discount(at));
    classes[0]!.sort((one, other) => scores[other]! - scores[one]! || one - other);
    classes[0] = diversified(classes[0]!, candidates, scores, show);
  }
  const order = classes.flat();
  const leader = order[0];
  const because =
    leader !== undefined && fit[leader]! > 0 ? reasonFor(candidates[leader]!, taste) : undefined;
  return {
    order,
    fit: candidates.length - classes[2]!.length,
    ...(because && { because }),
  };
}

/**
 * The best one first, then, as often as something is shown, what fits and isn't like those before it.
 * Source: J. Carbonell and J. Goldstein, The use of MMR, diversity-based reranking (1998).
 */
function diversified(
  ranked: readonly number[],
  candidates: readonly Candidate[],
  scores: readonly number[],
  show: number,
): number[] {
  const left = [...ranked];
  const alike = new Map<number, number>();
  const chosen: number[] = [];
  while (left.length > 0 && chosen.length < show) {
    let best = 0;
    let most = -Infinity;
    for (let at = 0; at < left.length; at++) {
      const value = FIT * scores[left[at]!]! - (1 - FIT) * (alike.get(left[at]!) ?? 0);
      if (value > most) [best, most] = [at, value];
    }
    const [next] = left.splice(best, 1) as [number];
    chosen.push(next);
    const words = new Set(candidates[next]!.about);
    for (const at of left) {
      const { about } = candidates[at]!;
      const common = about.reduce((sum, word) => sum + Number(words.has(word)), 0);
      if (common) alike.set(at, Math.max(alike.get(at) ?? 0, common / Math.sqrt(words.size * about.length)));
    }
  }
  return [...chosen, ...left];
}

/** The item whose words have given most to those of the candidate; of equals the later one. */
function reasonFor({ about }: Candidate, { items, own, today }: Taste): Tasted | undefined {
  let because: Tasted | undefined;
  let most = 0;
  for (const item of items) {
    const common = item.about.filter((word) => about.includes(word)).length;
    const given = decayed(item.strength, item.day, today) * share(item) * common;
    if (item.id !== own && given > 0 && given >= most) [because, most] = [item, given];
  }
  return because;
}
