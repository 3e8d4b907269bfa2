import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Examples before properties: most mutants are found by the first, which take a hundredth of the time. */
class ExamplesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification) =>
      +readFileSync(moduleId, "utf8").includes("fast-check");
    return files.toSorted((one, other) => isSlow(one) - isSlow(other));
  }
}

/** The tests of one group of `npm run mutation`, as Stryker runs them: in Node, one file after the other. */
export default defineConfig({
  test: {
    include: (process.env["MUTATION_TESTS"] ?? "test/shared/**/*.test.ts").split(" "),
    setupFiles: ["tools/mutation/setup.ts"],
    sequence: { sequencer: ExamplesFirst },
    testTimeout: 300_000,
  },
});
