import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A running server. */
export interface Served {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  /** Closes it, with whatever is still in flight. */
  readonly stop: () => Promise<void>;
}

/** Lets a server listen on this machine alone; `port` 0 takes a free one. Rejects where that can't be had. */
export async function served(server: Server, port = 0): Promise<Served> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
