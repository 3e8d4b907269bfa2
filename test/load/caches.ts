import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A cache that sites really have in front of them. It tells what came from its store by `X-Cache: HIT`. */
export interface Cache {
  readonly name: string;
  /** What it calls itself, with its version. */
  readonly version: string;
  start(origin: string): Promise<{ readonly url: string; stop(): Promise<void> }>;
}

/** How long a cache may take to listen. */
const PATIENCE_MILLISECONDS = 10_000;

/**
 * nginx, told to store as much as it can be told to: also what sets cookies, under the address as it reads it (decoded,
 * slashes merged). `X-Round` is part of the key, so that others come first from time to time.
 */
const nginxFile = (origin: string, port: number, folder: string) => `
daemon off; worker_processes 1; user root; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 512; }
http {
  access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/temp;
  fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  proxy_cache_path ${folder}/cache keys_zone=pages:8m max_size=64m;
  upstream selvedge { server ${new URL(origin).host}; keepalive 32; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://selvedge; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_cache pages; proxy_cache_key "$http_x_round $uri$is_args$args";
      proxy_cache_valid any 10m; proxy_ignore_headers Set-Cookie;
      add_header X-Cache $upstream_cache_status always;
    }
  }
}`;

/** Varnish, told to look at no cookies, and to take odd spellings of an address for the address. */
const varnishFile = (origin: string) => `
vcl 4.1;
backend selvedge { .host = "${new URL(origin).hostname}"; .port = "${new URL(origin).port}"; }
sub vcl_recv {
  if (req.method != "GET" && req.method != "HEAD") { return (pass); }
  return (hash);
}
sub vcl_hash {
  hash_data(req.http.x-round);
  hash_data(regsuball(regsuball(req.url, "(?i)%2f", "/"), "//+", "/"));
  return (lookup);
}
sub vcl_backend_response { unset beresp.http.set-cookie; }
sub vcl_deliver { if (obj.hits > 0) { set resp.http.x-cache = "HIT"; } }
`;

/** Those caches that are installed here. */
export function installedCaches(): readonly Cache[] {
  return [
    cache("nginx", ["-v"], async (origin, port, folder) => {
      await writeFile(join(folder, "nginx.conf"), nginxFile(origin, port, folder));
      return ["-c", join(folder, "nginx.conf"), "-p", folder, "-e", join(folder, "error.log")];
    }),
    cache("varnishd", ["-V"], async (origin, port, folder) => {
      await writeFile(join(folder, "cache.vcl"), varnishFile(origin));
      const store = ["-s", "malloc,64m", "-n", join(folder, "state"), "-j", "none"];
      return ["-F", "-f", join(folder, "cache.vcl"), "-a", `127.0.0.1:${port}`, ...store];
    }),
  ].filter((found) => found !== undefined);
}

function cache(
  name: string,
  versionArguments: readonly string[],
  prepare: (origin: string, port: number, folder: string) => Promise<readonly string[]>,
): Cache | undefined {
  const path = [process.env["PATH"], "/usr/sbin", "/usr/local/sbin"].join(":");
  const env = { ...process.env, PATH: path };
  const told = spawnSync(name, versionArguments, { env, encoding: "utf8" });
  if (told.error) return undefined;
  const version = /(?:nginx\/|varnish-)[\d.]+/.exec(told.stdout + told.stderr)?.[0] ?? name;
  return {
    name,
    version: version.replace(/[/-]/, " "),
    async start(origin) {
      const folder = await mkdtemp(join(tmpdir(), `selvedge-${name}-`));
      const port = await freePort();
      const child = spawn(name, await prepare(origin, port, folder), {
        env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let said = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (data) => void (said += String(data)));
      const stop = async () => {
        await end(child);
        await rm(folder, { recursive: true, force: true });
      };
      if (await listens(port, child)) return { url: `http://127.0.0.1:${port}`, stop };
      await stop();
      throw new Error(`${name} doesn't start: ${said}`);
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function listens(port: number, child: ChildProcess): Promise<boolean> {
  for (let waited = 0; waited < PATIENCE_MILLISECONDS && child.exitCode === null; waited += 100) {
    const socket = connect(port, "127.0.0.1");
    const isOpen = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "error").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return true;
    await sleep(100);
  }
  return false;
}
