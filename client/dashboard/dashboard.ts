import { get, Refused } from "./api.ts";
import { fill } from "./element.ts";
import { loginForm, logOut } from "./login.ts";
import type { Page } from "./page.ts";
import { blocksPage } from "./pages/blocks.ts";
import { dataPage } from "./pages/data.ts";
import { experimentsPage } from "./pages/experiments.ts";
import { privacyPage } from "./pages/privacy.ts";
import { registerPage } from "./pages/register.ts";
import { segmentsPage } from "./pages/segments.ts";
import { simulatorPage } from "./pages/simulator.ts";
import { siteFilePage } from "./pages/site-file.ts";
import { weeklyPage } from "./pages/weekly.ts";
import { routeOf } from "./route.ts";
import { makeShell, type Menu } from "./shell.ts";
import { empty, failed, loading } from "./states.ts";
import { startTheme } from "./theme.ts";

/** The pyramid from its foundation up, then what is tested, and what is promised. */
const MENU: Menu = [
  [
    "Pyramid",
    [
      ["data", dataPage],
      ["segments", segmentsPage],
      ["blocks", blocksPage],
    ],
  ],
  [
    "Tests",
    [
      ["experiments", experimentsPage],
      ["register", registerPage],
    ],
  ],
  [
    "Trust",
    [
      ["privacy", privacyPage],
      ["site", siteFilePage],
    ],
  ],
  [
    "Tools",
    [
      ["simulator", simulatorPage],
      ["weekly", weeklyPage],
    ],
  ],
];

const NOWHERE: Page = {
  title: "Not here",
  about: "",
  isRanged: false,
  draw: () =>
    Promise.resolve([
      empty("There is no such page", "The address may have been cut off. Choose one from the menu."),
    ]),
};

const PAGES = new Map(MENU.flatMap(([, pages]) => pages));
const shell = makeShell(MENU, () => void logOut().then(askToken));
/** Which drawing is the latest: what comes in late for an earlier one is dropped. */
let drawing = 0;

async function show(isMove: boolean): Promise<void> {
  const mine = ++drawing;
  const route = routeOf(location.hash, Date.now());
  const page = PAGES.get(route.page) ?? NOWHERE;
  const body = shell.at(route, page);
  fill(body, loading());
  if (isMove) shell.focusHeading();
  try {
    const drawn = await page.draw(route);
    if (mine === drawing) fill(body, ...drawn);
  } catch (error) {
    if (mine !== drawing) return;
    if (error instanceof Refused && error.status === 401) askToken();
    else
      fill(
        body,
        failed(error, () => void show(false)),
      );
  }
}

function enter(isMove: boolean): void {
  fill(document.body, shell.element);
  void show(isMove);
}

function askToken(): void {
  drawing++;
  document.title = "Log in · Selvedge";
  fill(
    document.body,
    loginForm(() => enter(true)),
  );
  document.querySelector<HTMLInputElement>("#token")?.focus();
}

startTheme();
addEventListener("hashchange", () => void (shell.element.isConnected && show(true)));
void get("/session").then(
  () => enter(false),
  (error: unknown) =>
    // Whatever else is wrong, the page that is shown will tell.
    error instanceof Refused && error.status === 401 ? askToken() : enter(false),
);
