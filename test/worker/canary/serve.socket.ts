import { type Selvedge, startSelvedge, type SelvedgeOptions } from "../../../tools/start/selvedge.ts";

/**
 * A process of its own around the running Worker, so that whatever anybody prints, the runtime included, comes out of
 * it. Told by its parent what to start, it says where that listens, and in the end what was logged.
 */
let selvedge: Selvedge | undefined;
const say = (message: object) => void process.send!(message);

async function start(options: SelvedgeOptions): Promise<void> {
  selvedge = await startSelvedge(options);
  say({ url: selvedge.url });
}

async function stop(): Promise<void> {
  const logs = [...(selvedge?.logs ?? [])];
  await selvedge?.stop();
  say({ logs });
  process.disconnect();
}

process.on("message", (told: SelvedgeOptions | "stop") => void (told === "stop" ? stop() : start(told)));
