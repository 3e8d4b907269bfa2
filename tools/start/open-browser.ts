import { spawn } from "node:child_process";

/** What opens an address in the desktop's browser; undefined where there is no desktop, or nobody sits before it. */
export function openerOf(
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (env["CI"]) return undefined;
  if (platform === "darwin") return "open";
  if (env["WSL_DISTRO_NAME"]) return "explorer.exe";
  return platform === "linux" && (env["DISPLAY"] || env["WAYLAND_DISPLAY"]) ? "xdg-open" : undefined;
}

/** Opens an address, if that can be done here; says whether it was tried. What goes wrong there is no business of ours. */
export function openInBrowser(url: string): boolean {
  const opener = openerOf(process.platform, process.env);
  if (opener === undefined) return false;
  const child = spawn(opener, [url], { detached: true, stdio: "ignore" });
  child.once("error", () => {});
  child.unref();
  return true;
}
