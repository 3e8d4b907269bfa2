/** What a benchmark found out. */
export interface Report {
  readonly title: string;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly name: string;
  /** The median. */
  readonly value: number;
  /** Its quartiles over the rounds, where they matter by themselves. */
  readonly low?: number;
  readonly high?: number;
  /** What it may be at most. */
  readonly limit?: number;
  readonly unit: string;
  readonly ratios: readonly Ratio[];
}

/** One contender against another: the median over rounds of the ratio within a round, and its quartiles. */
export interface Ratio {
  readonly to: string;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly limit?: number;
  /** What it has to be at least. */
  readonly least?: number;
}

/** The quantile of some numbers, by linear interpolation. */
export function quantile(numbers: readonly number[], at: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const place = (sorted.length - 1) * at;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place - Math.floor(place));
}

/** How one contender did against another, round by round. */
export function ratioOf(to: string, own: readonly number[], other: readonly number[], limit?: number): Ratio {
  const ratios = own.map((value, round) => value / other[round]!);
  return {
    to,
    ratio: quantile(ratios, 0.5),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
    ...(limit !== undefined && { limit }),
  };
}
