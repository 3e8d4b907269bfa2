import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { SelvedgeOptions } from "../../../tools/start/selvedge.ts";

/** The running Worker in a process of its own. */
export interface OwnProcess {
  readonly url: URL;
  /** Ends it; all that it, the runtime and the Worker have printed. */
  stop(): Promise<string>;
}

/** Starts it. Stop it afterwards. */
export async function startProcess(options: SelvedgeOptions): Promise<OwnProcess> {
  const child = fork(fileURLToPath(new URL("./serve.socket.ts", import.meta.url)), {
    silent: true,
    execArgv: ["--disable-warning=ExperimentalWarning"],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout!, child.stderr!])
    stream.on("data", (bytes: Buffer) => void printed.push(bytes.toString("latin1")));
  const exit = once(child, "close");
  child.send(options);
  const [{ url }] = (await Promise.race([
    once(child, "message"),
    exit.then(() => Promise.reject(new Error(printed.join("")))),
  ])) as [{ url: string }];
  return {
    url: new URL(url.replace("localhost", "127.0.0.1")),
    async stop() {
      child.send("stop");
      const [{ logs }] = (await once(child, "message")) as [{ logs: string[] }];
      await exit;
      return [...printed, ...logs].join("\n");
    },
  };
}
