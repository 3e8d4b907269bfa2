import type { Site } from "../site/schema.ts";

/** Whether two blocks are of one experiment, and no variant has both: then nobody ever gets the two. */
export function areApart({ experiments }: Site, one: string, other: string): boolean {
  return Object.values(experiments).some((experiment) => {
    const variants = variantsOf(experiment);
    const has = (block: string) => variants.some((blocks) => blocks.includes(block));
    return (
      has(one) && has(other) && !variants.some((blocks) => blocks.includes(one) && blocks.includes(other))
    );
  });
}

function variantsOf({ variants }: Site["experiments"][string]): readonly (readonly string[])[] {
  return Object.values(variants).map(({ blocks }) => blocks);
}
