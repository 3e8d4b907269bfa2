import type { WidgetHost } from "./widget/contract.ts";

/** What `import()` finds beside the tag. */
interface FirstLayerModule {
  showFirstLayer(host: WidgetHost): void;
  readonly hideFirstLayer: () => void;
}
interface SettingsModule {
  showSettings(host: WidgetHost): void;
}

/** The name of the way back, in the languages of the widget. */
const LABELS: Readonly<Record<string, string>> = {
  pl: "Ustawienia prywatności",
  ru: "Настройки приватности",
};

export function wayBackLabel(language: string): string {
  return LABELS[language.slice(0, 2).toLowerCase()] ?? "Privacy settings";
}

/** Asks once the browser is idle. Resolves to what takes the question away. */
export async function ask(host: WidgetHost, signal: AbortSignal): Promise<void> {
  await new Promise<unknown>((idle) => (window.requestIdleCallback ?? setTimeout)(idle));
  const widget: FirstLayerModule = await import(`${host.base}/widget.js`);
  if (signal.aborted) return;
  widget.showFirstLayer(host);
  signal.addEventListener("abort", widget.hideFirstLayer);
}

export async function openSettings(host: WidgetHost): Promise<void> {
  const settings: SettingsModule = await import(`${host.base}/settings.js`);
  settings.showSettings(host);
}
