import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { parse } from "jsonc-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { unstable_readConfig as readConfig } from "wrangler";

const ROOT = join(import.meta.dirname, "..");
const run = promisify(execFile);

/** What is read of the configuration; wrangler's own type comes from a package that isn't published. */
interface Config {
  readonly compatibility_date?: string;
  readonly preview_urls?: boolean;
  readonly logpush?: boolean;
  readonly tail_consumers?: readonly unknown[];
  readonly observability?: {
    readonly logs?: { readonly invocation_logs?: boolean };
    readonly traces?: { readonly enabled?: boolean };
  };
  readonly vars: Readonly<Record<string, unknown>>;
  readonly kv_namespaces: readonly { readonly binding: string }[];
  readonly durable_objects: { readonly bindings: readonly unknown[] };
  readonly ratelimits: readonly { readonly name: string; readonly namespace_id: string }[];
  readonly assets?: unknown;
  readonly migrations: readonly { readonly new_sqlite_classes?: readonly string[] }[];
}

describe("wrangler.toml", () => {
  const environments = [undefined, "staging", "production"].map((env) => ({
    env: env ?? "none",
    config: readConfig({
      config: join(ROOT, "wrangler.toml"),
      ...(env === undefined ? {} : { env }),
    }) as Config,
  }));

  test.each(environments)("invariant 7: keeps no request metadata (environment $env)", ({ config }) => {
    expect(config.observability?.logs?.invocation_logs).toBe(false);
    expect(config.observability?.traces?.enabled).toBe(false);
    expect(config.logpush ?? false).toBe(false);
    expect(config.tail_consumers ?? []).toEqual([]);
  });

  test.each(environments)("has every binding (environment $env)", ({ config }) => {
    expect(config.kv_namespaces.map(({ binding }) => binding)).toEqual(["SITE"]);
    expect(config.durable_objects.bindings).toEqual([
      { name: "COUNTER", class_name: "Counter" },
      { name: "TOTALS", class_name: "Totals" },
      { name: "PAIRS", class_name: "Pairs" },
      { name: "BANDITS", class_name: "Bandits" },
      { name: "REGISTER", class_name: "Register" },
    ]);
    expect(config.ratelimits.map(({ name }) => name)).toEqual(["SIGNALS_LIMIT", "LOGIN_LIMIT"]);
    expect(config.assets).toMatchObject({ binding: "ASSETS", run_worker_first: true });
    expect(config.migrations.flatMap((migration) => migration.new_sqlite_classes ?? [])).toEqual([
      "Counter",
      "Pairs",
      "Totals",
      "Bandits",
      "Register",
    ]);
  });

  test.each(environments)("sets nothing that only development may (environment $env)", ({ config }) => {
    expect(Object.keys(config.vars)).toEqual(["ORIGIN", "ADMIN_HOST", "COUNTER_SHARDS"]);
    expect(config.preview_urls).toBe(false);
  });

  test("counts signals and logins of each environment apart", () => {
    const namespaces = environments.flatMap(({ config }) =>
      config.ratelimits.map((each) => each.namespace_id),
    );
    expect(new Set(namespaces).size).toBe(2 * environments.length);
  });

  test("is as new as the installed workerd", async () => {
    const workerd = await readFile(join(ROOT, "node_modules/workerd/package.json"), "utf8");
    const [, date] = /^1\.(\d{8})\./.exec((JSON.parse(workerd) as { version: string }).version) ?? [];
    for (const { config } of environments) expect(config.compatibility_date?.replaceAll("-", "")).toBe(date);
  });
});

describe("package-lock.json", () => {
  interface Entry {
    readonly resolved?: string;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
  }
  let packages: Readonly<Record<string, Entry>>;
  beforeAll(async () => {
    const lock = JSON.parse(await readFile(join(ROOT, "package-lock.json"), "utf8")) as {
      packages: typeof packages;
    };
    packages = lock.packages;
  });

  // npm leaves out what a registry doesn't have at that moment, and then `npm ci` refuses the file.
  test("names the binaries of every platform", () => {
    const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
      Object.keys(optionalDependencies),
    );
    const named = Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, ""));
    expect(new Set(wanted).difference(new Set(named))).toEqual(new Set());
  });

  test("names no registry", () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});

describe("the layers", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "selvedge-layers-"));
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** What the compiler says to `source` as a file of `layer`, with that layer's own configuration. */
  async function compile(layer: string, source: string): Promise<string> {
    await writeFile(join(folder, "offender.ts"), source);
    const own = parse(await readFile(join(ROOT, layer, "tsconfig.json"), "utf8")) as {
      references?: { path: string }[];
    };
    const config = {
      extends: join(ROOT, layer, "tsconfig.json"),
      compilerOptions: {
        rootDir: "/",
        outDir: join(folder, "types"),
        tsBuildInfoFile: join(folder, "info"),
      },
      include: [join(folder, "offender.ts")],
      references: (own.references ?? []).map(({ path }) => ({ path: join(ROOT, layer, path) })),
    };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(config));
    return run(join(ROOT, "node_modules/.bin/tsc"), ["-b", folder]).then(
      () => "",
      ({ stdout }: { stdout: string }) =>
        stdout
          .split("\n")
          .filter((line) => line.includes("offender.ts"))
          .join("\n"),
    );
  }

  test.each([
    ["shared", "document.title;"],
    ["shared", "void fetch('/');"],
    ["shared", "crypto.randomUUID();"],
    ["shared", "console.log(1);"],
    ["shared", "process.exit();"],
    ["client", "process.exit();"],
    ["client", "new HTMLRewriter();"],
    ["worker", "document.title;"],
    ["worker", "localStorage.clear();"],
  ])("%s can't say `%s`", async (layer, statement) => {
    expect(await compile(layer, `${statement}\nexport {};\n`)).toMatch(/error TS(2304|2584|2580|2591)/);
  });

  test.each([
    ["client", "worker/problem.ts"],
    ["worker", "client/cookies.ts"],
    ["shared", "worker/problem.ts"],
  ])("%s can't import %s", async (layer, target) => {
    const specifier = relative(folder, join(ROOT, target));
    expect(await compile(layer, `import * as all from "${specifier}";\nexport const any = all;\n`)).toContain(
      "TS6307",
    );
  });

  test.each(["client", "worker"])("%s can import shared", async (layer) => {
    const specifier = relative(folder, join(ROOT, "shared/day.ts"));
    expect(await compile(layer, `import * as all from "${specifier}";\nexport const any = all;\n`)).toBe("");
  });
});
