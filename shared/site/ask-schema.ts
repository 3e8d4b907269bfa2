import * as v from "valibot";
import { PRESET_NAMES } from "../ask/presets.ts";
import { ASK_OPTIONS, ASK_QUESTIONS } from "../limits.ts";
import { described, map, object, stringOr, textSchema } from "../schema-parts.ts";

/** Ids and answers stand in the names of counts, so they are short and of few letters. */
const NAME = v.regex(/^[A-Za-z][\w-]{0,23}$/, "expected a name of at most 24 letters, digits, - and _");
const ANSWER = v.regex(/^[\w.+-]{1,24}$/, "expected at most 24 letters, digits, -, _, . and +");

const optionSchema = object({
  value: described(v.pipe(v.string(), ANSWER), "What is kept, and counted, if it is chosen."),
  label: described(v.optional(textSchema), "What visitors read. Absent: the preset's, else `value`."),
  image: described(v.optional(v.string()), "The URL of a picture above the label."),
  alt: described(
    v.optional(textSchema),
    "What the picture says that the label doesn't, for those who don't see it. Absent: nothing.",
  ),
});

const nextSchema = stringOr(
  map(v.string(), v.string()),
  "expected the id of a question, or such an id per answer",
);

const questionSchema = object({
  id: described(v.pipe(v.string(), NAME), "What events, counts and `next` call it."),
  type: described(
    v.optional(v.picklist(["nps", "csat", "ces", "stars", "single", "multiple", "text"])),
    "`nps` (0 to 10), `csat` (1 to 5), `ces` (1 to 7), `stars` (1 to 5), `single` or `multiple` choice, `text` (written freely). Absent: as the preset says.",
  ),
  preset: described(
    v.optional(v.picklist(PRESET_NAMES)),
    "A standard question in eight languages: it fills in what isn't written here.",
  ),
  text: described(v.optional(textSchema), "The question."),
  low: described(v.optional(textSchema), "On a scale: what the lowest answer means."),
  high: described(v.optional(textSchema), "On a scale: what the highest answer means."),
  options: described(
    v.optional(
      v.pipe(
        v.array(optionSchema),
        v.minLength(2, "expected at least two options"),
        v.maxLength(ASK_OPTIONS, `expected at most ${ASK_OPTIONS} options`),
      ),
    ),
    "Of a choice: what can be chosen.",
  ),
  attribute: described(
    v.optional(v.string()),
    "The `declared` attribute that takes the answer, or of a multiple choice the `choices` that take all of them; its values must contain those of the options.",
  ),
  next: described(
    v.optional(nextSchema),
    'What comes after it: the id of a question, or `"end"`; or by answer, as in `{ "0-6": "why", "9-10": "end" }`. Absent: the following one.',
  ),
  to: described(
    v.optional(v.string()),
    "Of `text`: where it is sent when the visitor sends it: an https URL, or a `mailto:` link. It never comes to the edge.",
  ),
});
export type AskQuestion = v.InferOutput<typeof questionSchema>;

/** What a block asks; how and when it is shown is a message's. */
export const askEntries = {
  sample: described(
    v.optional(v.pipe(v.number(), v.minValue(0, "expected 0 to 1"), v.maxValue(1, "expected 0 to 1"))),
    "Which part of the visitors is asked, 0 to 1; drawn on the device, once. Absent: all.",
  ),
  questions: described(
    v.pipe(
      v.array(questionSchema),
      v.minLength(1, "expected at least one question"),
      v.maxLength(ASK_QUESTIONS, `expected at most ${ASK_QUESTIONS} questions`),
    ),
    "The questions, in their order.",
  ),
  end: described(
    v.optional(textSchema),
    "What is said when all is answered. Absent: thanks, in the page's language.",
  ),
};

/** A text as owners write it. */
export type OwnText = v.InferOutput<typeof textSchema>;
