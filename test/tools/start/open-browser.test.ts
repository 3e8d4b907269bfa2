import { expect, test } from "vitest";
import { openerOf } from "../../../tools/start/open-browser.ts";

test.each<[string, Record<string, string>, string | undefined]>([
  ["darwin", {}, "open"],
  ["linux", { DISPLAY: ":0" }, "xdg-open"],
  ["linux", { WAYLAND_DISPLAY: "wayland-0" }, "xdg-open"],
  ["linux", { WSL_DISTRO_NAME: "Debian" }, "explorer.exe"],
  ["linux", {}, undefined],
  ["darwin", { CI: "true" }, undefined],
])("on %s with %j, what opens links is %s", (platform, env, opener) => {
  expect(openerOf(platform, env)).toBe(opener);
});
