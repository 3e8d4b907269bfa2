import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killAgainAndAgain } from "./killed/killed.ts";

/**
 * `npm run load:sigkill [-- KILLS SIGNALS]`: workerd is killed in the middle of counting, again and again, under 8 writers;
 * then every signal that was acknowledged has to be there, once. Ends with 1 where one is lost, or counts twice.
 */
const WRITERS = 8;
const [kills, signals] = [process.argv[2] ?? "100", process.argv[3] ?? "50000"].map(Number);
if (![kills, signals].every((number) => Number.isInteger(number) && number! >= 1)) {
  console.error("how many kills, how many signals? npm run load:sigkill -- 100 50000");
  process.exit(2);
}

const folder = await mkdtemp(join(tmpdir(), "selvedge-killed-"));
const begun = performance.now();
try {
  const told = (text: string) => void (process.stderr.isTTY && process.stderr.write(`\r\u001B[2K${text}`));
  const killed = await killAgainAndAgain({
    folder,
    kills: kills!,
    writers: WRITERS,
    signals: signals!,
    told,
  });
  told("");
  const { acknowledged, counted, unanswered, merged } = killed;
  console.log(
    `${kills} × SIGKILL under ${WRITERS} writers: ${acknowledged.toLocaleString("en")} signals acknowledged, ` +
      `${counted.toLocaleString("en")} counted: ${Math.max(0, acknowledged - counted)} lost, ` +
      `${Math.max(0, counted - acknowledged)} twice; ${unanswered} times there was no answer, ` +
      `${merged} times counts were merged; ${((performance.now() - begun) / 1000).toFixed(0)} s`,
  );
  process.exitCode = counted === acknowledged ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
