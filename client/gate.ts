import { type Choice, type Consent, PURPOSES } from "../shared/consent.ts";
import type { SiteEvent } from "../shared/event.ts";
import type { ConsentAnswer, ConsentMessage, Purpose, TagConfig } from "../shared/wire.ts";
import { BASE, beside } from "./beside.ts";
import { choiceCookie, consentNow, currentChoice, hasGpc, hearChoice, writeChoice } from "./choice.ts";
import { fetchConfig, tell } from "./edge.ts";
import { readCookie, writeCookie } from "./cookies.ts";
import { deviceStore, eraseDatabase } from "./device-store.ts";
import { announce, decided } from "./page-api.ts";
import type { Recorder } from "./recorder.ts";
import type { Run } from "./run.ts";
import { toolsOf } from "./tools.ts";
import type { WidgetHost } from "./widget/contract.ts";

/** What stands between the page and everything that records: the visitor's choice. */
export interface Gate {
  /** Takes an event if it may be recorded. */
  readonly emit: (event: SiteEvent) => void;
  /** Something else is looked at on the page, or it is looked at again. */
  readonly view: () => void;
  /** Obeys the choice as it is now. */
  readonly restart: () => void;
  /** What the consent widget and the page's own buttons may do. */
  readonly host: () => WidgetHost;
}

/** The page's own ways to the settings: where there is one, the tag adds none. */
export const PREFERENCES = "[data-selvedge=preferences]";

const nothing = () => {};

export function createGate(): Gate {
  let config: TagConfig | undefined;
  let recorder: Recorder | undefined;
  let controller: AbortController | undefined;
  /** `sv_c` as it was when it was obeyed; null before. */
  let obeyed: string | undefined | null = null;
  /** What the page told before it was known whether that may be recorded. */
  let early: SiteEvent[] | undefined = [];
  /** What the edge was told of the choice, if it was made on this page. */
  let told: ConsentMessage | undefined;
  /** The purposes for which this view has been recorded. */
  let seen: readonly Purpose[] = [];

  /** `sv_c`, and what it permits, for as long as one piece of work takes: browsers ask another process for cookies. */
  let now: { readonly cookie: string | undefined; readonly consent: Consent } | undefined;
  const look = () => {
    if (!now) {
      const cookie = choiceCookie();
      now = { cookie, consent: consentNow(config?.consent, cookie) };
      queueMicrotask(() => (now = undefined));
    }
    return now;
  };
  const consented = () => look().consent;
  const granted = (consent = consented()) => PURPOSES.filter((purpose) => consent[purpose]);
  const asks = () => !consented().chosen && !hasGpc();
  const load = async () => (config ??= await fetchConfig());
  /** Shows a part of the widget, or hands it what it is for. */
  const show = async (name: string, what?: unknown) => (await beside(name)).show(host(), what);

  const emit = (event: SiteEvent) => {
    if (recorder) recorder.record(event);
    else early?.push(event);
  };

  const record = (before: readonly Purpose[]) => {
    seen = recorder ? [...granted(), ...before] : [];
    return recorder?.view(before).catch(nothing);
  };

  const view = () => {
    check();
    void record([]);
  };

  /** Begins what the choice permits. Whatever went on under an earlier one ends here, in-flight answers too. */
  const obey = async () => {
    controller?.abort();
    const { signal } = (controller = new AbortController());
    recorder = undefined;
    obeyed = look().cookie;
    if (granted().length || asks()) await load();
    if (!consented().personalization) forgetVisit();
    const tools = granted().length && (await toolsOf(config!, beside));
    announce("consent", granted());
    if (signal.aborted) return;
    const events = early;
    early = undefined;
    if (tools) {
      const run: Run = {
        config: config!,
        tools,
        load: beside,
        tell,
        deviceStore,
        signal,
        told,
        decided,
        allowed(purpose) {
          check();
          return !signal.aborted && consented()[purpose];
        },
        async renew(newer) {
          newer ??= await fetchConfig();
          run.tools = await toolsOf(newer, beside);
          run.config = config = newer;
          now = undefined;
        },
      };
      recorder = tools.createRecorder(run);
      await record(seen);
      events?.forEach(emit);
    } else {
      eraseDatabase().catch(nothing);
      if (asks()) return show(config!.consent.ask, signal);
    }
    return offerWayBack();
  };

  const offerWayBack = () => document.querySelector(PREFERENCES) ?? show("way-back");

  /** Without a configuration the page goes on as it is, and what was chosen can still be taken back. */
  const restart = () => {
    obey()
      .catch(() => {
        beside("policy").catch(nothing);
        return obeyed && offerWayBack();
      })
      .catch(nothing);
  };

  /** Without a profile there is no visit: another one begins with the next yes, and with it this view is seen anew. */
  const forgetVisit = () => {
    seen = seen.filter((purpose) => purpose === "measurement");
    if (readCookie("sv_v")) writeCookie("sv_v", "", 0);
  };

  /** Obeys the choice that is in the cookie now. */
  const check = () => {
    if (obeyed !== null && look().cookie !== obeyed) restart();
  };

  const channel = new BroadcastChannel("selvedge");
  channel.onmessage = ({ data }) => {
    hearChoice(data);
    check();
  };

  /** Writes the choice and tells the other tabs, and the edge: what was chosen and how, or else to forget. */
  const write = (
    choice: Pick<Choice, "purposes"> & Partial<Choice>,
    shown?: Omit<ConsentMessage, "choice">,
  ) => {
    early = undefined;
    const written = writeChoice(choice, config?.consent);
    now = undefined;
    told = shown && { choice: written, ...shown };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no target origin
    channel.postMessage(choiceCookie());
    // Also the answer to an earlier choice comes to nothing: it would set that one again.
    restart();
    (told
      ? tell<ConsentAnswer>("POST", "/consent", told, controller!.signal).then(
          ({ receipt }) => receipt && show("receipt", receipt),
        )
      : tell("DELETE", "/me")
    ).catch(nothing);
  };

  /** The same choice, under a new epoch. */
  const rewrite = (shown?: Omit<ConsentMessage, "choice">) =>
    write({ purposes: granted(), ...currentChoice() }, shown);

  const host = (): WidgetHost => ({
    ...config?.consent,
    language: document.documentElement.lang || navigator.language,
    base: BASE,
    // Asked again whenever it matters: what the host is lent to may be loaded only after another choice.
    get current() {
      return consented();
    },
    gpc: hasGpc(),
    async choose(wanted, shown = {}) {
      const purposes = PURPOSES.filter((purpose) => wanted.includes(purpose));
      // A no is written at once, whatever can be loaded; a yes needs the terms that it is given under.
      if (purposes.length && !(await load().catch(nothing))) return;
      write({ purposes }, shown);
    },
    settings(value) {
      // What a no needs is there without a configuration.
      load()
        .catch(nothing)
        .then(() => show(value ? "banner" : "settings", value))
        .catch(nothing);
    },
    renew() {
      rewrite({ again: true });
    },
    async erase() {
      rewrite();
      forgetVisit();
      await eraseDatabase();
    },
  });

  return { emit, view, restart, host };
}
