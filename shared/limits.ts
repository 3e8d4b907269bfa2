/** Every limit of the product in one place, the unit in each name. */

/** A visit ends after this long without activity. */
export const VISIT_IDLE_MINUTES = 30;
/** How long a "no" is respected before the widget asks again. */
export const ASK_AGAIN_DAYS = 180;
/** A text of an owner's in the consent widget is no longer than this. */
export const CONSENT_TEXT_CHARACTERS = 600;
/** Lifetime of a token that `config` hands out; signals without one aren't counted. */
export const TOKEN_HOURS = 26;
/** How long the edge remembers a message number, so that a retry counts once. */
export const MESSAGE_MEMORY_HOURS = 26;
/** Counts that could not be delivered for this long are dropped by the tag. */
export const QUEUE_HOURS = 24;
/** What was sent is kept on the device, for the visitor to see, so long … */
export const LEDGER_DAYS = 30;
/** … and no more of it than this; what is oldest goes first. */
export const LEDGER_BYTES = 64 * 1024;
/** So many things of a site file can a visitor switch off at once, if the bits that this takes are left. */
export const SWITCHED_OFF = 8;
/** What a device keeps of what it has counted of its own visitor; what is oldest of single blocks goes first. */
export const COUNTED_BYTES = 8 * 1024;

export const CONFIG_CACHE_SECONDS = 300;
export const SIGNAL_BODY_BYTES = 8 * 1024;
export const CONSENT_BODY_BYTES = 1024;
/** How long the body of a request to an endpoint may take to arrive. */
export const BODY_MILLISECONDS = 10_000;
/** So much of the hash of an address is kept as the key of the rate limiter: too little to be turned back, whoever has the secret. */
export const LIMIT_KEY_BITS = 20;
/** The body of a request in tag mode: a signal, and what cookies say elsewhere. */
export const TAG_MODE_BODY_BYTES = 12 * 1024;
/** What is decided ahead for all pages isn't handed over where it would be longer, as JSON; each page then asks. */
export const AHEAD_CHARACTERS = 64 * 1024;
/** For how long at most a page hides its marked slots in tag mode, unless it says otherwise. */
export const HIDDEN_MILLISECONDS = 300;
/** So often a block is done again in one view to a page that draws it away; then the page has it its way. */
export const REDONE_PER_VIEW = 20;
/** So often at most a message is shown to one visitor, and so many of an event are waited for. */
export const MESSAGE_TIMES = 100;
/** The longest that a message waits for its moment, by a clock. */
export const MESSAGE_SECONDS = 3600;
/** How many questions one block asks at most, and of how many answers one lets choose. */
export const ASK_QUESTIONS = 12;
export const ASK_OPTIONS = 24;
/** How long what a live block stands beside is announced by screen readers. */
export const ANNOUNCED_MILLISECONDS = 5000;
export const COUNTS_PER_SIGNAL = 50;
/** What the counter takes for a message number, for the name of a count, for one count of a message, … */
export const MESSAGE_NUMBER_CHARACTERS = 36;
export const COUNTER_NAME_CHARACTERS = 224;
export const COUNTER_TOTAL = 1_000_000_000;
/** … and for all of them: each of `COUNTS_PER_SIGNAL` for everybody and for every measured segment, at two states. */
export const CELLS_PER_MESSAGE = 4096;
/** How far somebody can have come with a goal: reached, and each of at most 32 steps. */
export const GOAL_STATES = 33;
/** So many objects can the counts of a site be spread over. */
export const COUNTER_SHARDS_MOST = 256;
/** So many counts go from a shard to the totals at once. */
export const CELLS_MERGED_AT_ONCE = 5000;
/** How long a report waits for the counts. */
export const CELLS_DEADLINE_MILLISECONDS = 10_000;
/** Counts of a day are kept so long. */
export const COUNT_DAYS = 400;
/** So much of what a shard counts in a cohort on one day may come from one rate-limit key … */
export const KEY_SHARE = 0.001;
/** … but so much from each, however little there is: an office, or a family of networks behind one address. */
export const KEY_COUNTS_LEAST = 20;
/** So many keys and what they have counted a shard remembers, in memory and for a day. */
export const KEYS_REMEMBERED = 65_536;

/** So many parts of the tag are handed out together: more than any site file asks for. */
export const PACKED_PARTS = 64;

/** Pages larger than this go through untouched. */
export const PAGE_BYTES = 2 * 1024 * 1024;
/** A page's body must be complete this long after its first byte, or it goes through untouched. */
export const PAGE_MILLISECONDS = 1000;
/** A page that only gets the tag and is no larger is held back till it is whole … */
export const HELD_BYTES = 512 * 1024;
/** … but no longer than this after its first byte: in one piece it costs half as much. */
export const HELD_MILLISECONDS = 10;
/** So many addresses an isolate has parsed at hand. */
export const ADDRESSES_KEPT = 500;
/** How many of the blocks that aren't for this visitor a page lists; those that lost to others it lists all. */
export const LOST_TOLD = 50;
/** What would write more than this into a page isn't done. */
export const ADDED_BYTES = 2 * 1024 * 1024;
/** What would change more places of a page isn't done: the work grows with the square of this. */
export const CHANGES_PER_PAGE = 5000;
/** How far into a page the place for the tag, a `<meta charset>` or a meta CSP is looked for. */
export const HEAD_SCAN_BYTES = 16 * 1024;
export const CHARSET_SCAN_BYTES = 1024;

/** How long the way of a page waits for the site file before it lets the page through. */
export const SITE_DEADLINE_MILLISECONDS = 250;
/** How long the way of a page waits for an older plan, which keeps values over a publish. */
export const PLAN_DEADLINE_MILLISECONDS = 50;
/** How long the way of a page waits for what is decided for its visitor. */
export const VISITOR_DEADLINE_MILLISECONDS = 1000;
/** How long a signal waits until its counts are durable; without an answer the tag tries again. */
export const COUNTER_DEADLINE_MILLISECONDS = 1000;
/** How long a signal waits for the rate limiter before it passes. */
export const LIMITER_DEADLINE_MILLISECONDS = 250;
/** How often at most an isolate adds to the counts of what didn't work. */
export const MISHAPS_FLUSH_SECONDS = 60;
/** The same where nothing failed, and it only tells how many pages it knew. */
export const SIGHTS_FLUSH_SECONDS = 600;
/** How long the dashboard waits for a page of the site. */
export const SIMULATED_PAGE_MILLISECONDS = 15_000;
/** How long the tag and its parts are waited for: a page isn't loaded before its scripts are there, or have failed. */
export const ASSET_DEADLINE_MILLISECONDS = 2000;
/** How often an isolate looks for a newer site file, in the background. */
export const SITE_REFRESH_SECONDS = 60;
/** How long the look for a newer one may take before the last one is said to serve on. */
export const SITE_REFRESH_DEADLINE_MILLISECONDS = 10_000;

/** How long a page on which redirects could apply waits to be decided before it is asked of the origin all the same. */
export const REDIRECT_DEADLINE_MILLISECONDS = 250;
/** So many redirects of one site are followed in the isolate; more of them are no redirect at all. */
export const REDIRECT_HOPS = 10;

export const BUCKETS_PER_ATTRIBUTE = 64;
export const BITS_WARNED = 16;
export const BITS_REFUSED = 32;
export const BITS_CEILING = 40;

/** Fewer segments than this are evaluated one by one; an index over them would cost more than it saves. */
export const INDEXED_SEGMENTS = 16;
/** How many words of 32 segments the index keeps for the values that one fact of requests has had (1 MiB) … */
export const INDEX_MASK_WORDS = 256 * 1024;
/** … none of them a text longer than this. */
export const INDEX_TEXT_CHARACTERS = 64;

/** How far ahead a token of attested attributes may end. */
export const ATTESTED_DAYS = 31;
/** What is longer is no such token. Each attested attribute of a profile holds one. */
export const ATTESTED_TOKEN_CHARACTERS = 1024;
/** So many bits, together, may all values be that a site lets its server attest: fewer than name a person. */
export const ATTESTED_BITS = 16;
/** How many public keys a site file may name that tokens are believed of: each costs a verification. */
export const ATTEST_KEYS = 4;

/** Of an attribute that more tests than this read, reasons at the edge name whole conditions, not their parts. */
export const REASON_TESTS = 64;

/** How long a preview lasts at most, from the making of its link. */
export const PREVIEW_MINUTES = 30;
/** What a preview's token takes at most: browsers keep cookies of up to 4096 bytes, name and attributes included. */
export const PREVIEW_TOKEN_CHARACTERS = 3500;
export const PREVIEW_BODY_BYTES = 4 * 1024;
/** How long a browser of the owner's own people isn't counted, and for how long the link can be opened that says so. */
export const STAFF_DAYS = 180;
export const STAFF_LINK_DAYS = 7;
/** How long an owner who has logged in stays so. */
export const OWNER_SESSION_HOURS = 8;
/** The body by which they do. */
export const LOGIN_BODY_BYTES = 2 * 1024;
/** How long the answer to a wrong token takes at least. */
export const LOGIN_DELAY_MILLISECONDS = 500;
/** For so many segments a preview says why; those that blocks of the page ask come first. */
export const PREVIEW_REASONS = 200;
/** How many visitors are tried in search of one who is in a segment. */
export const EXAMPLE_TRIES = 2000;

/** So many variants can an experiment have, so many segments can its results be shown for, … */
export const EXPERIMENT_VARIANTS = 8;
export const EXPERIMENT_SEGMENTS = 8;
/** … and so many segments of a site are reported. */
export const MEASURED_SEGMENTS = 32;

/** A bandit shifts visitors once each variant has so many, by what was counted on so many days … */
export const BANDIT_LEAST_VISITORS = 100;
export const BANDIT_DAYS = 90;
/** … which is put together within so long; isolates look for its weights so often, and read no longer text. */
export const BANDIT_DEADLINE_MILLISECONDS = 10_000;
export const BANDIT_REFRESH_SECONDS = 60;
export const BANDIT_CHARACTERS = 65_536;
/** Its weights are reckoned for so long after an isolate has last asked for it. */
export const BANDIT_HOURS = 26;

/** A count that is reported to the owner is of at least so many, or isn't told. */
export const REPORTED_LEAST = 20;
/** An owner can lower that so far. */
export const REPORTED_LEAST_FLOOR = 10;
/** A day is told of once it has been over for so long: what was asked before midnight has been counted by then. */
export const SETTLED_MINUTES = 10;
/** How long a token for programs of the owner's lasts at most. */
export const OWNER_TOKEN_DAYS = 366;
/** The bodies of the owner's requests, but for site files. */
export const OWNER_BODY_BYTES = 16 * 1024;
/** A decision is explained in no more than this. */
export const DECISION_NOTE_CHARACTERS = 2000;
/** A report of consent is of so many days at most. */
export const REPORTED_DAYS = 366;

/** What is longer is no receipt of a choice. */
export const RECEIPT_CHARACTERS = 1024;
/** How many keys that once signed receipts a site file may name. */
export const RETIRED_RECEIPT_KEYS = 20;

export const WINDOW_DAYS = 366;
export const CONDITION_DEPTH = 64;
/** A `$regex` sees at most this much of a text. */
export const REGEX_INPUT_CHARACTERS = 1024;
/** A text property of an event is cut to this before it is kept. */
export const PROPERTY_CHARACTERS = 100;
/** How many different values a `top` or `habit` keeps a score for. */
export const TOP_VALUES = 48;
/** What the texts of one `top`, `habit` or `set` take at most, as JSON; what doesn't fit is forgotten. */
export const LIST_BYTES = 640;
/** How many different values a `set` keeps at most, and by default. */
export const SET_VALUES = 10;
/** How many values a `choices` has at most. */
export const CHOICES = 20;
/** How many different values a `distinct` tells apart. */
export const DISTINCT_VALUES = 40;
/** A `score` with a half-life is at most so many points. */
export const SCORE_POINTS = 1_000_000;
/** How many bounds each of the three lists of an `rfm` may have. */
export const RFM_BOUNDS = 9;
/** What a window takes at most, as JSON; when it would be more, its oldest days are taken together. */
export const WINDOW_BYTES = 3000;
/** Numbers of events from here on are no amounts. */
export const AMOUNT_CEILING = 1e12;
/** What a profile takes at most, as JSON, whatever the visitor does. */
export const PROFILE_BYTES = 16 * 1024;
export const SITE_FILE_BYTES = 5 * 1024 * 1024;
/** A site file as published, with all its HTML in it, is no longer than this: more could end the isolate. */
export const PUBLISHED_CHARACTERS = 10 * 1024 * 1024;
/** What KV holds under a plan's name isn't a plan if it has more entries: their codes would fit no cookie. */
export const OUTLINE_ENTRIES = 1024;
/** How many published site files can be gone back to. */
export const SITE_VERSIONS_KEPT = 20;

/** Of an entry of a `dataLayer` so many items are read … */
export const LAYER_ITEMS = 20;
/** … and of each text in it no more than this. */
export const LAYER_TEXT_CHARACTERS = 100;
