import type { Choice } from "../shared/consent.ts";
import type { SiteEvent } from "../shared/event.ts";
import type { PageDecision, Purpose, TagConfig } from "../shared/wire.ts";
import { ask, openSettings, wayBackLabel } from "./ask.ts";
import { consentNow, currentChoice, hasGpc, writeChoice } from "./choice.ts";
import { fetchConfig } from "./config.ts";
import { readCookie, writeCookie } from "./cookies.ts";
import { eraseDatabase } from "./erase.ts";
import { announce } from "./page-api.ts";
import type { Recorder, RecorderModule } from "./run.ts";
import type { WidgetHost } from "./widget/contract.ts";
import { showWayBack } from "./widget/way-back.ts";

const PURPOSES = ["personalization", "measurement"] as const;

/** What stands between the page and everything that records: the visitor's choice. */
export interface Gate {
  /** Takes an event if it may be recorded. */
  readonly emit: (event: SiteEvent) => void;
  /** Something else is looked at on the page. */
  readonly view: (anew: true) => void;
  /** Obeys the choice if another tab has changed it. */
  readonly check: () => void;
  /** Obeys the choice as it is now. */
  readonly restart: () => void;
  /** What the consent widget and the page's own buttons may do. */
  readonly host: () => WidgetHost;
}

const nothing = () => {};

export function createGate(base: string, decided: (decision: PageDecision) => void): Gate {
  const recorderUrl = `${base}/recorder.js`;
  let config: TagConfig | undefined;
  let recorder: Recorder | undefined;
  let controller = new AbortController();
  /** `sv_c` as it was when it was obeyed; null before. */
  let obeyed: string | undefined | null = null;
  let hasWayBack: true | undefined;
  /** What the page told before it was known whether that may be recorded. */
  let early: SiteEvent[] | undefined = [];
  /** The purposes for which this view has been recorded; left out while it is recorded for another. */
  let seen: readonly Purpose[] = [];
  let leftOut: readonly Purpose[] = [];

  const channel = self.BroadcastChannel && new BroadcastChannel("selvedge");
  channel?.addEventListener("message", () => check());

  const consented = () => consentNow(config?.consent);
  const load = async () => (config ??= await fetchConfig(base));

  const emit = (event: SiteEvent) => {
    if (recorder) recorder.record(event);
    else early?.push(event);
  };

  const view = (anew?: true) => {
    if (anew) seen = [];
    if (!recorder) return;
    leftOut = seen;
    recorder.view();
    leftOut = [];
    const consent = consented();
    seen = PURPOSES.filter((purpose) => consent[purpose] || seen.includes(purpose));
  };

  /** Begins what the choice permits. Whatever went on under an earlier one ends here, in-flight answers too. */
  const obey = async () => {
    controller.abort();
    const { signal } = (controller = new AbortController());
    const before = recorder;
    recorder = undefined;
    obeyed = readCookie("sv_c");
    let { personalization, measurement, chosen } = consented();
    if (personalization || measurement || !(chosen || hasGpc())) {
      // Both at once where the answer is known to be a yes.
      await Promise.all([load(), currentChoice()?.purposes.length && import(recorderUrl)]);
      ({ personalization, measurement, chosen } = consented());
    }
    if (signal.aborted) return;
    if (!personalization) {
      seen = seen.filter((purpose) => purpose === "measurement");
      expireVisit();
    }
    const yes = personalization || measurement;
    const { createRecorder }: Partial<RecorderModule> = yes ? await import(recorderUrl) : {};
    if (signal.aborted) return;
    const events = early;
    early = undefined;
    if (createRecorder) {
      recorder = createRecorder({
        base,
        get config() {
          return config!;
        },
        set config(newer) {
          config = newer;
        },
        signal,
        decided,
        allowed(purpose) {
          check();
          return !signal.aborted && !leftOut.includes(purpose) && consented()[purpose];
        },
      });
      view();
      events?.forEach(emit);
    } else {
      forget(before).catch(nothing);
      if (!chosen && !hasGpc()) return ask(host(), signal);
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

  const expireVisit = () => {
    if (readCookie("sv_v") !== undefined) writeCookie("sv_v", "", 0);
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
    const { revision = currentChoice()?.revision ?? 0, retention = 0 } = config?.consent ?? {};
    const value = writeChoice({ revision, ...choice }, retention);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target origin
    channel?.postMessage(0);
    fetch(base + path, {
      method,
      keepalive: true,
      headers: { "content-type": "application/json" },
      ...(path === "/consent" ? { body: JSON.stringify({ choice: value }) } : {}),
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
    const consent = consented();
    write({ purposes: PURPOSES.filter((purpose) => consent[purpose]), ...currentChoice() }, "DELETE", "/me");
    const erased = forget(recorder);
    expireVisit();
    seen = seen.filter((purpose) => purpose === "measurement");
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
    const { chosen, personalization, measurement } = consented();
    const { policyUrl } = config?.consent ?? {};
    return {
      language: document.documentElement.lang || navigator.language,
      base,
      ...(policyUrl ? { policyUrl } : {}),
      current: { personalization, measurement },
      chosen,
      gpc: hasGpc(),
      choose: (purposes) => void choose(purposes).catch(nothing),
      settings,
      erase,
    };
  };

  return { emit, view, check, restart, host };
}
