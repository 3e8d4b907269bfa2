import { type Choice, PURPOSES } from "../shared/consent.ts";
import type { SiteEvent } from "../shared/event.ts";
import type { PageDecision, Purpose, TagConfig } from "../shared/wire.ts";
import { ask, openSettings, wayBackLabel } from "./ask.ts";
import { consentNow, currentChoice, hasGpc, writeChoice } from "./choice.ts";
import { fetchConfig } from "./config.ts";
import { readCookie, writeCookie } from "./cookies.ts";
import { eraseDatabase } from "./device-store.ts";
import { announce } from "./page-api.ts";
import { createRecorder, type Recorder } from "./recorder.ts";
import type { Run } from "./run.ts";
import { toolsOf } from "./tools.ts";
import type { WidgetHost } from "./widget/contract.ts";
import { showWayBack } from "./widget/way-back.ts";

/** What stands between the page and everything that records: the visitor's choice. */
export interface Gate {
  /** Takes an event if it may be recorded. */
  readonly emit: (event: SiteEvent) => void;
  /** Something else is looked at on the page. */
  readonly view: () => void;
  /** Obeys the choice if another tab has changed it. */
  readonly check: () => void;
  /** Obeys the choice as it is now. */
  readonly restart: () => void;
  /** What the consent widget and the page's own buttons may do. */
  readonly host: () => WidgetHost;
}

const nothing = () => {};

export function createGate(base: string, decided: (decision: PageDecision) => void): Gate {
  let config: TagConfig | undefined;
  let recorder: Recorder | undefined;
  let controller = new AbortController();
  /** `sv_c` as it was when it was obeyed; null before. */
  let obeyed: string | undefined | null = null;
  let hasWayBack: true | undefined;
  /** What the page told before it was known whether that may be recorded. */
  let early: SiteEvent[] | undefined = [];
  /** The purposes for which this view has been recorded. */
  let seen: readonly Purpose[] = [];

  const channel = new BroadcastChannel("selvedge");
  channel.addEventListener("message", () => check());

  const consented = () => consentNow(config?.consent);
  const granted = () => {
    const consent = consented();
    return PURPOSES.filter((purpose) => consent[purpose]);
  };
  const asks = () => !consented().chosen && !hasGpc();
  const load = async () => (config ??= await fetchConfig(base));

  const emit = (event: SiteEvent) => {
    if (recorder) recorder.record(event);
    else early?.push(event);
  };

  const look = (before: readonly Purpose[]) => {
    seen = [...granted(), ...before];
    return recorder?.view(before).catch(nothing);
  };

  /** Begins what the choice permits. Whatever went on under an earlier one ends here, in-flight answers too. */
  const obey = async () => {
    controller.abort();
    const { signal } = (controller = new AbortController());
    const before = recorder;
    recorder = undefined;
    obeyed = readCookie("sv_c");
    if (granted().length || asks()) await load();
    if (signal.aborted) return;
    if (!consented().personalization) forgetVisit();
    const tools = granted().length && (await toolsOf(base, config!.parts));
    if (signal.aborted) return;
    const events = early;
    early = undefined;
    if (tools) {
      const run: Run = {
        base,
        config: config!,
        tools,
        load: (name) => import(`${base}/${name}.js`),
        signal,
        decided,
        allowed(purpose) {
          check();
          return !signal.aborted && consented()[purpose];
        },
        async renew(newer) {
          newer ??= await fetchConfig(base);
          run.tools = await toolsOf(base, newer.parts);
          run.config = config = newer;
        },
      };
      recorder = createRecorder(run);
      await look(seen);
      events?.forEach(emit);
    } else {
      forget(before).catch(nothing);
      if (asks()) return ask(host(), signal);
    }
    offerWayBack();
  };

  const offerWayBack = () => {
    if (!hasWayBack) showWayBack(wayBackLabel(host().language), settings);
    hasWayBack = true;
  };

  /** Without a configuration the page goes on as it is, and what was chosen can still be taken back. */
  const restart = () => {
    obey().catch(() => currentChoice() && offerWayBack());
  };

  /** Without a profile there is no visit: another one begins with the next yes, and with it this view is seen anew. */
  const forgetVisit = () => {
    seen = seen.filter((purpose) => purpose === "measurement");
    if (readCookie("sv_v")) writeCookie("sv_v", "", 0);
  };

  const forget = (by: Recorder | undefined) => {
    by?.clear();
    return eraseDatabase();
  };

  const check = () => {
    if (obeyed !== null && readCookie("sv_c") !== obeyed) restart();
  };

  /** Writes the choice, and tells the edge and the other tabs. */
  const write = (choice: Pick<Choice, "purposes"> & Partial<Choice>, method: string, path: string) => {
    early = undefined;
    const body = { choice: writeChoice(choice, config?.consent) };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target origin
    channel.postMessage(0);
    fetch(base + path, {
      method,
      keepalive: true,
      headers: { "content-type": "application/json" },
      ...(method === "POST" && { body: JSON.stringify(body) }),
    }).catch(nothing);
  };

  const choose = async (wanted: readonly Purpose[]) => {
    const purposes = PURPOSES.filter((purpose) => wanted.includes(purpose));
    // A no is written at once, whatever can be loaded.
    if (purposes.length) await load();
    write({ purposes }, "POST", "/consent");
    announce("consent", purposes);
    restart();
  };

  const erase = async () => {
    write({ purposes: granted(), ...currentChoice() }, "DELETE", "/me");
    const erased = forget(recorder);
    forgetVisit();
    restart();
    await erased;
  };

  const settings = () => {
    // What a no needs is there without a configuration.
    load()
      .catch(nothing)
      .then(() => openSettings(host()))
      .catch(nothing);
  };

  const host = (): WidgetHost => {
    const current = consented();
    return {
      ...config?.consent,
      language: document.documentElement.lang || navigator.language,
      base,
      current,
      chosen: current.chosen,
      gpc: hasGpc(),
      choose: (purposes) => void choose(purposes).catch(nothing),
      settings,
      erase,
    };
  };

  return { emit, view: () => void look([]), check, restart, host };
}
