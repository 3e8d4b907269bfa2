// What an isolate holds of pages; what else is bounded stands in `shared/limits.ts`.

/** Of so many pages that only get the tag an isolate knows how they start. */
export const STARTS_KEPT = 256;
/** What all requests of one isolate together may hold of pages. */
export const ISOLATE_BYTES = 32 * 1024 * 1024;
/** How many bytes an isolate keeps of pages and what it has found out about them … */
export const COMPILED_BYTES = 24 * 1024 * 1024;
/** … of how many pages it remembers that it has seen them once … */
export const PAGES_MARKED = 4096;
/** … and of how many rendered blocks it knows for each page what they change … */
export const PLANS_PER_PAGE = 100;
/** … if that is no more than this. */
export const PLAN_BYTES = 32 * 1024;
/** Of so many sets of blocks it knows what they make of a page … */
export const REWRITINGS_PER_PAGE = 16;
/** … if that cuts it into no more pieces than this. */
export const PIECES_KEPT = 64;
/** So much more memory is taken for a page than it needs, so that what is put in has room beside it. */
export const SPARE_BYTES = 8 * 1024;
