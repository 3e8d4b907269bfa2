/**
 * What a place in a list is worth, the first one (0) 1. Source: K. Järvelin and J. Kekäläinen, Cumulated gain-based
 * evaluation of IR techniques (2002).
 */
export const discount = (place: number): number => 1 / Math.log2(2 + place);
