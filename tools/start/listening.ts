import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Somebody else listens there; `message` says what to do about it. */
export class PortInUse extends Error {
  constructor(port: number) {
    super(`port ${port} is in use: stop what listens there, or choose another with --port`);
    this.name = "PortInUse";
  }
}

/** How long a port may take to become free: an instance that was just stopped may be closing. */
const GRACE_MILLISECONDS = 1500;

/**
 * Throws `PortInUse` unless `port` is free on both addresses of `localhost`: browsers try `::1` first, so
 * a stranger there would answer in our place. A machine without IPv6 is fine.
 */
export async function demandFreePort(port: number): Promise<void> {
  const deadline = Date.now() + GRACE_MILLISECONDS;
  for (const host of ["127.0.0.1", "::1"]) {
    while (await isTaken(port, host)) {
      if (Date.now() > deadline) throw new PortInUse(port);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** A port that nobody listens on: this one if it is free, else whichever is. */
export async function freePort(host: string, wanted: number): Promise<number> {
  const server = createServer();
  if (await listen(server, wanted, host)) return freePort(host, 0);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function isTaken(port: number, host: string): Promise<boolean> {
  const server = createServer();
  const problem = await listen(server, port, host);
  await new Promise((resolve) => server.close(resolve));
  if (problem?.code === "EACCES") throw new Error(`port ${port} may not be used: choose one above 1023`);
  return problem?.code === "EADDRINUSE";
}

/**
 * Makes what listens on `127.0.0.1` reachable at `::1` too, bytes passed on as they are. Returns how to stop
 * that. Does nothing where there is no IPv6.
 */
export async function alsoOnIpv6(port: number): Promise<() => Promise<void>> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      // A connection that was reset is passed on as a reset, never as a clean end.
      one.once("error", () => other.resetAndDestroy());
      one.once("close", () => sockets.delete(one));
    }
  });
  const problem = await listen(server, port, "::1");
  return async () => {
    for (const socket of sockets) socket.destroy();
    if (!problem) await new Promise((resolve) => server.close(resolve));
  };
}

function listen(server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    server.once("error", resolve);
    server.listen(port, host, () => resolve(undefined));
  });
}
