import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claimsOf } from "../../shared/attested-token.ts";
import { dayOf } from "../../shared/day.ts";
import { attestKeyOf, makeKeyedToken, makeToken } from "../../tools/attested-token.ts";

const SECRET = "a secret, with spaces and a ü";
const VALUES = [
  {},
  { stage: "customer" },
  { stage: "lead", plan: "pro", role: 'Köchin / "chef" 👩‍🍳' },
  { b: "\u2028", a: "a/b", B: "</script>" },
];

/** How each language runs a snippet: its file, and behind it what prints the tokens of `VALUES` as JSON. */
const RUNNERS = {
  js: {
    name: "Node",
    command: process.execPath,
    probe: ["--version"],
    file: "token.mjs",
    print: (url: string) =>
      `import { selvedgeToken } from ${JSON.stringify(url)};\nconsole.log(JSON.stringify(JSON.parse(process.argv[2]).map(selvedgeToken)));`,
  },
  php: {
    name: "PHP",
    command: "php",
    probe: ["-r", "sodium_crypto_sign_keypair();"],
    file: "token.php",
    print: () => 'echo json_encode(array_map("selvedge_token", json_decode($argv[1], true)));',
  },
  python: {
    name: "Python",
    command: "python3",
    probe: ["-c", "import cryptography"],
    file: "token.py",
    print: () =>
      "import sys\nprint(json.dumps([selvedge_token(values) for values in json.loads(sys.argv[1])]))",
  },
} as const;
type Language = keyof typeof RUNNERS;
const LANGUAGES = Object.keys(RUNNERS) as Language[];

const isHere = (language: Language): boolean => {
  const { command, probe } = RUNNERS[language];
  try {
    execFileSync(command, probe, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};
/** A test that can't be run on this machine says so by its name. */
const missing = LANGUAGES.filter((language) => !isHere(language));

let folder: string;
let key: ReturnType<typeof attestKeyOf>["key"];
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  for (const language of missing)
    process.stderr.write(
      `docs/attested.md: not tried for ${RUNNERS[language].name}, which isn't on this machine\n`,
    );
  folder = await mkdtemp(join(tmpdir(), "selvedge-snippets-"));
  const pem = generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }) as string;
  ({ key } = attestKeyOf(pem));
  const ATTEST_KEY_FILE = join(folder, "attest.pem");
  await writeFile(ATTEST_KEY_FILE, pem);
  env = { ...process.env, ATTEST_SECRET: SECRET, ATTEST_KEY_FILE };
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The tokens that a snippet of docs/attested.md makes: the first of its language with the secret, the second with the key. */
async function tokensOf(language: Language, way: number): Promise<readonly string[]> {
  const page = await readFile(join(import.meta.dirname, "../../docs/attested.md"), "utf8");
  const codes = [...page.matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, "g"))];
  const { command, file, print } = RUNNERS[language];
  const place = join(folder, `${way}-${file}`);
  const code = codes[way]![1]!;
  const printing = print(pathToFileURL(place).href);
  let run = place;
  if (language === "js") {
    await writeFile(place, code);
    await writeFile((run = join(folder, `${way}-print.mjs`)), printing);
  } else {
    await writeFile(place, `${language === "php" ? "<?php\n" : ""}${code}\n${printing}\n`);
  }
  return JSON.parse(
    execFileSync(command, [run, JSON.stringify(VALUES)], { env, encoding: "utf8" }),
  ) as string[];
}

describe.each(LANGUAGES)(
  "what docs/attested.md says for %s makes the same token, byte for byte",
  (language) => {
    const { name } = RUNNERS[language];
    const isMissing = missing.includes(language);
    const note = isMissing ? `: NOT TRIED, ${name} isn't on this machine` : "";
    // What can't be tried fails nobody's build, but is never taken for tried.
    const tried = (way: number, make: (values: Record<string, string>) => string) => async () => {
      if (isMissing) return;
      const tokens = await tokensOf(language, way);
      expect(tokens).toEqual(VALUES.map((values) => make(values as never)));
      for (const [index, token] of tokens.entries())
        expect(claimsOf(token)).toEqual({ values: VALUES[index], until: dayOf(Date.now()) + 7 });
    };
    const claims = (values: Record<string, string>) => ({ values, until: dayOf(Date.now()) + 7 });

    test(
      `with the secret${note}`,
      tried(0, (values) => makeToken(claims(values), SECRET, "my-shop")),
    );
    test(
      `with a key${note}`,
      tried(1, (values) => makeKeyedToken(claims(values), key, "my-shop")),
    );
  },
);
