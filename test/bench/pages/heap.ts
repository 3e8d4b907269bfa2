/** How long the inspector may take for an answer. */
const ANSWER_MILLISECONDS = 30_000;

interface HeapUsage {
  readonly usedSize: number;
  /** Contents of buffers, which are kept beside the heap. */
  readonly backingStorageSize?: number;
}

/**
 * A snapshot, which nobody looks at, collects all garbage first; workerd leaves `HeapProfiler.collectGarbage` undone.
 */
const QUESTIONS = ["HeapProfiler.takeHeapSnapshot", "Runtime.getHeapUsage"];

/**
 * Bytes that the Worker of a workerd with an open inspector holds on its heap and in buffers, after garbage was
 * collected. Source: the Chrome DevTools protocol.
 */
export async function heapBytes(inspector: URL): Promise<number> {
  const socket = new WebSocket(`ws://${inspector.host}/core:user:selvedge`);
  try {
    // Questions are answered in their order.
    const { usedSize, backingStorageSize = 0 } = await new Promise<HeapUsage>((resolve, reject) => {
      const fail = () => reject(new Error(`no answer from the inspector at ${inspector.href}`));
      setTimeout(fail, ANSWER_MILLISECONDS).unref();
      socket.addEventListener("error", fail);
      socket.addEventListener("open", () =>
        QUESTIONS.forEach((method, id) => socket.send(JSON.stringify({ id, method }))),
      );
      socket.addEventListener("message", ({ data }) => {
        const { id, result } = JSON.parse(String(data)) as { id?: number; result?: HeapUsage };
        if (id === QUESTIONS.length - 1 && result) resolve(result);
      });
    });
    return usedSize + backingStorageSize;
  } finally {
    socket.close();
  }
}
