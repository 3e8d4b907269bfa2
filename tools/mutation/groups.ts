/** A part of the code whose mutants are tried together. */
export interface Group {
  /** What is mutated: paths, and globs of the kind that Stryker takes. */
  readonly sources: readonly string[];
  /** The test files that are to notice. */
  readonly tests: readonly string[];
}

/** The groups of `npm run mutation`, by name. */
export const GROUPS: Readonly<Record<string, Group>> = {
  conditions: {
    sources: ["shared/condition.ts", "shared/condition/*.ts"],
    tests: ["test/shared/condition.test.ts", "test/shared/condition/*.test.ts"],
  },
  sequences: {
    sources: ["shared/kinds/sequence.ts", "shared/kinds/steps.ts"],
    tests: [
      "test/shared/kinds/{sequence,sequence-edge,funnel}.test.ts",
      "test/shared/{courses,projection}.test.ts",
    ],
  },
  projection: {
    sources: ["shared/{aggregate,bucketing,buckets,codec,course,courses,leaves,project,rule,tiers}.ts"],
    tests: [
      "test/shared/{aggregate,bucketing,codec,course,courses,leaves,list-values,lost-profile,plan,projection,rule}.test.ts",
      "test/shared/kinds/tier.test.ts",
    ],
  },
};
