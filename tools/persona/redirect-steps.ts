import type { Simulation } from "./simulate.ts";
import type { SeenPage, Step } from "./steps.ts";

/** What decides whether a redirect is done: where it leads, and with the page itself what the Worker did. */
export function redirectSteps(
  id: string,
  { redirect, decided, decision }: Simulation,
  seen: SeenPage | undefined,
): readonly Step[] {
  return [leadsStep(), ...(seen ? [answerStep(seen)] : [])];

  function leadsStep(): Step {
    const name = "leads to";
    if (decision.lost.some((lost) => lost.id === id && lost.reason === "unknown"))
      return { name, ok: false, told: "what its condition reads, or its address prints, isn't known" };
    if (decided.redirect?.block !== id || !redirect)
      return { name, ok: null, told: "is asked only where it is chosen" };
    if ("refused" in redirect) return { name, ok: false, told: refusedWords(redirect) };
    return { name, ok: true, told: redirectWords(redirect) };
  }

  function answerStep({ opened: { status, treatment, location } }: SeenPage): Step {
    const isDone = treatment === "redirected";
    const told = isDone
      ? `the Worker sends the visitor to ${location} (${status})`
      : `the Worker has served the page: status ${status}, ${treatment ?? "nothing said of Selvedge"}`;
    return { name: "done", ok: isDone, told };
  }
}

/** Whether the visitor is led away before a block of the page could be seen. */
export function leftSteps({ redirect }: Simulation): readonly Step[] {
  if (!redirect || "refused" in redirect) return [];
  const told = `the visitor doesn't get to see this page: ${redirectWords(redirect)}`;
  return [{ name: "redirect", ok: false, told }];
}

/** `"geo" leads to /de/`. */
export function redirectWords({ to, blocks }: { to: string; blocks: readonly string[] }): string {
  const [first, ...others] = blocks.map((block) => `"${block}"`);
  const over = others.length > 0 ? ` over ${others.join(", ")}` : "";
  return `${first} leads to ${to}${over}`;
}

/** `no redirect: it leads in a circle ("a", "b")`. */
export function refusedWords({ refused, blocks }: { refused: string; blocks: readonly string[] }): string {
  return `no redirect: ${refused} (${blocks.map((block) => `"${block}"`).join(", ")})`;
}
