import { DAY_MILLISECONDS } from "../../shared/day.ts";
import type { CompiledSite } from "../../shared/decision.ts";
import type { PreviewData } from "../../shared/preview/data.ts";
import { changeCount, type Preview } from "../../shared/preview/preview.ts";
import { factsOfBuckets } from "../../shared/reasons/bucket-facts.ts";
import { languageOf } from "../../shared/reasons/text/languages.ts";
import { vocabularyOf } from "../../shared/reasons/vocabulary.ts";
import type { PageDecision } from "../../shared/wire.ts";
import type { Scope } from "../scope.ts";
import type { PreviewedPage } from "./decide.ts";
import { describeExperiments } from "./describe-experiments.ts";
import { describeBlocks, describeElsewhere, describeSegments } from "./describe-rules.ts";
import { describeAttributes, describeContext } from "./describe-visitor.ts";

/** The language of the inspector and of all that it is told. */
const LANGUAGE = languageOf("en");

/** The site as a preview decides it, and as it is declared. */
interface Previewing {
  readonly compiled: CompiledSite;
  readonly declared: CompiledSite;
  readonly weightsOf: Scope["weightsOf"];
}

/** The whole pyramid of one previewed page, for the inspector to show. */
export function describePreview(
  preview: Preview,
  page: PreviewedPage,
  decision: PageDecision,
  { compiled, declared, weightsOf }: Previewing,
  refusals: ReadonlyMap<string, string>,
): PreviewData {
  const { subject, changes, until } = preview;
  const { site, plan } = compiled;
  const { buckets, context } = page;
  const vocabulary = vocabularyOf(site);
  const facts = factsOfBuckets({ plan, rules: compiled.rules, buckets, context });
  const explaining = { facts, vocabulary, language: LANGUAGE };
  const blocks = describeBlocks(compiled, decision, changes, refusals, explaining);
  const experiments = describeExperiments(preview, page, blocks, explaining, { compiled, weightsOf });
  return {
    path: site.path,
    who: subject.who,
    name: subject.name,
    until,
    consent: page.consent,
    day: new Date(page.day * DAY_MILLISECONDS).toISOString().slice(0, 10),
    dayChanged: changes.day !== undefined,
    changes: changeCount(changes),
    bits: plan.bits,
    attributes: describeAttributes(compiled, buckets, changes, vocabulary, LANGUAGE),
    context: describeContext(compiled, page, changes, LANGUAGE),
    segments: describeSegments(compiled, declared.rules.segments, page, changes, blocks, explaining),
    blocks,
    elsewhere: describeElsewhere(compiled, blocks, LANGUAGE),
    ...(plan.experiments.length > 0 && { experiments }),
  };
}
