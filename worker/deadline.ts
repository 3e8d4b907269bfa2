/**
 * What `promise` resolves to, if it does so within so many milliseconds; rejects otherwise.
 * The work itself isn't stopped: whoever started it lets go of it.
 */
export async function withDeadline<T>(promise: Promise<T>, milliseconds: number, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves after so many milliseconds. */
export function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * The same, for work whose result is asked for later: what is done by then needs no clock. The time counts from the asking.
 * A failure may be looked at as late.
 */
export function inTime<T>(promise: Promise<T>, milliseconds: number, what: string): () => Promise<T> {
  let isDone = false;
  const end = promise.finally(() => void (isDone = true));
  end.catch(() => undefined);
  return () => (isDone ? promise : withDeadline(promise, milliseconds, what));
}
