interface Finishing {
  readonly finished: Promise<unknown>;
}

/** More than this follow each other only where something goes wrong. */
const IN_A_ROW = 10;

/**
 * Resolves when no view transition runs and no navigation within the page is under way, as far as the browser tells:
 * what changed in the middle of it would jump.
 */
export async function transitionsOver(): Promise<void> {
  for (let count = 0; count < IN_A_ROW; count++) {
    const running =
      (document as { activeViewTransition?: Finishing | null }).activeViewTransition ??
      window.navigation?.transition;
    if (!running) return;
    await running.finished.catch(() => {});
  }
}
