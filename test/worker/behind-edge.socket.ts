import { type Selvedge, startSelvedge } from "../../tools/start/selvedge.ts";
import { type Answer, type RawOrigin, rawOrigin } from "./raw-origin.socket.ts";

/** One path of each class: a block could apply, only the tag is added, nothing is done. */
export const CLASSES = ["me", "tag", "other"] as const;

/** Changes `#t` under /me/, leaves /other/ alone. */
const SITE = {
  version: 1,
  id: "raw",
  exclude: ["/other/*"],
  blocks: { b: { pages: ["/me/*"], target: "#t", op: "text", text: "changed" } },
};

export interface BehindEdge {
  readonly origin: RawOrigin;
  readonly selvedge: Selvedge;
  /** Where the Worker listens. */
  readonly url: URL;
  stop(): Promise<void>;
}

/** The whole Worker in workerd, in front of an origin that speaks raw bytes. */
export async function behindEdge(answers: Readonly<Record<string, Answer>>): Promise<BehindEdge> {
  const origin = await rawOrigin(answers);
  const selvedge = await startSelvedge({ origin: origin.url, site: JSON.stringify(SITE) });
  return {
    origin,
    selvedge,
    url: new URL(selvedge.url.replace("localhost", "127.0.0.1")),
    async stop() {
      await selvedge.stop();
      origin.stop();
    },
  };
}
