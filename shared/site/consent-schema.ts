import * as v from "valibot";
import { CONSENT_TEXT_CHARACTERS, RETIRED_RECEIPT_KEYS } from "../limits.ts";
import { daysSchema, described, languageSchema, map, object } from "../schema-parts.ts";

const consentModeSchema = v.picklist(["opt-in", "opt-out"]);
const regionSchema = v.pipe(
  v.string(),
  v.regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, 'expected a country or region such as "PL" or "US-CA"'),
);

const wordsSchema = v.optional(
  v.pipe(
    v.string(),
    v.check((text) => text.trim() !== "", "expected a text"),
    v.maxLength(CONSENT_TEXT_CHARACTERS, `expected at most ${CONSENT_TEXT_CHARACTERS} characters`),
  ),
);
const words = <Key extends string>(...keys: readonly Key[]) =>
  Object.fromEntries(keys.map((key) => [key, wordsSchema])) as Record<Key, typeof wordsSchema>;

const purposeTextSchema = v.optional(object(words("name", "why", "kept", "sent")));
const settingsTextSchema = object({
  ...words("title", "intro", "gpc", "gpcWhy"),
  personalization: purposeTextSchema,
  measurement: purposeTextSchema,
  ...words(
    "kept",
    "sent",
    "both",
    "transit",
    "policy",
    "known",
    "knownWhy",
    "erase",
    "eraseWhy",
    "erased",
    "eraseFailed",
  ),
  ...words("accept", "reject", "save", "close", "saved"),
});

const layerTextSchema = v.optional(object(words("title", "why", "none", "others", "off", "elsewhere")));
/** Of "What this site knows"; what is put together with a number or a name stays ours. */
const centreTextSchema = object({
  ...words("title", "intro", "close", "loading", "offline", "saved", "failed", "settings"),
  ...words("noted", "refused", "nothing", "unreadable", "offWhy", "all", "allOff", "attributeOff", "baseOff"),
  ...words("yes", "no", "none", "other", "any"),
  groups: layerTextSchema,
  blocks: layerTextSchema,
  lost: v.optional(object(words("priority", "dates", "refused"))),
  ...words("sent", "sentWhy", "noSent", "raw"),
  fields: v.optional(object(words("path", "language", "now", "next", "counts", "off", "choice", "forget"))),
  purposes: v.optional(object(words("personalization", "measurement"))),
  ...words("view", "yours", "pause", "pauseWhy", "paused", "resume", "download", "downloadWhy"),
  ...words("take", "takeWhy", "taken", "left", "untaken", "erase", "eraseWhy", "erased"),
});
const whyTextSchema = object({
  ...words("title", "less", "gone", "next", "again", "undo", "back", "changed", "without", "full", "stuck"),
  ...words("failed", "known", "settings", "close"),
});
const sensitiveTextSchema = object({
  ...words("title", "intro", "needs", "kept", "erased", "failed", "ask", "only", "policy", "yes", "no"),
  ...words("refused"),
});
const receiptTextSchema = object({
  ...words("title", "why", "day", "accepted", "refused", "download", "site", "asked", "language", "revision"),
  methods: v.optional(object(words("question", "settings", "api"))),
  ...words("texts", "on", "off", "verify"),
});

/** The owner's own texts of the consent widget in one language; what is absent is said in ours. */
export const widgetTextSchema = object({
  ...words("title", "body", "policy", "accept", "reject", "choose", "saved"),
  settings: v.optional(settingsTextSchema),
  centre: v.optional(centreTextSchema),
  why: v.optional(whyTextSchema),
  sensitive: v.optional(sensitiveTextSchema),
  receipt: v.optional(receiptTextSchema),
});
export type WidgetText = v.InferOutput<typeof widgetTextSchema>;

/** What is asked, of whom, by whom, and in which words. */
export const consentSchema = object({
  mode: described(
    v.optional(consentModeSchema, "opt-in"),
    "Whether silence is a no (`opt-in`) or a yes (`opt-out`, only where your law allows it).",
  ),
  regions: described(
    v.optional(map(regionSchema, consentModeSchema)),
    'Another mode by country or region, as in `{ "US-CA": "opt-out" }`.',
  ),
  contextual: described(
    v.optional(v.picklist(["always", "until-refused", "never"]), "until-refused"),
    "Whether context (country, hour, …) personalizes without consent. Never after Global Privacy Control.",
  ),
  policyUrl: described(v.optional(v.string()), "Your privacy policy, linked in the consent widget."),
  corner: described(
    v.optional(v.picklist(["bottom-start", "bottom-end", "top-start", "top-end"])),
    "Where the button that leads back to the settings first stands; `start` is where lines begin. Absent: `bottom-start`.",
  ),
  revision: described(
    v.optional(
      v.pipe(
        v.number(),
        v.integer("expected a whole number"),
        v.minValue(1, "expected at least 1"),
        v.maxValue(999_999, "expected at most 999999"),
      ),
      1,
    ),
    "Raise it when what you ask consent for changes: everybody is asked again.",
  ),
  retiredReceiptKeys: described(
    v.optional(
      v.pipe(
        v.array(
          v.pipe(
            v.string(),
            v.regex(
              /^[\w-]{42}[AEIMQUYcgkosw048]$/,
              "expected a public key as `selvedge receipt key` prints it",
            ),
          ),
        ),
        v.maxLength(RETIRED_RECEIPT_KEYS, `expected at most ${RETIRED_RECEIPT_KEYS} keys`),
      ),
      [],
    ),
    "Public keys that once signed consent receipts, so that these can still be verified.",
  ),
  retention: described(
    v.optional(daysSchema, "180d"),
    "After so long a profile is erased and a yes is asked for again.",
  ),
  texts: described(
    v.optional(map(languageSchema, widgetTextSchema)),
    "Your own words in the consent widget, by language; [how](consent.md#your-own-words).",
  ),
  banner: described(
    v.optional(v.picklist(["widget", "own"]), "widget"),
    "Who asks: the consent widget, or [a banner of your own](consent.md#your-own-banner).",
  ),
  consentMode: described(
    v.optional(v.boolean(), false),
    "Whether Google's tags are told the answer, [as consent mode](consent.md#google-consent-mode).",
  ),
});
