import { send } from "./api.ts";
import { fill, h } from "./element.ts";

/** Asks for the owner's token until it is right; then `done`. */
export function loginForm(done: () => void): HTMLElement {
  const said = h("p", { id: "login-said", role: "alert", class: "said" });
  const token = h("input", {
    id: "token",
    type: "password",
    name: "token",
    autocomplete: "current-password",
    required: true,
    "aria-describedby": "login-said",
  });
  const button = h("button", { type: "submit", class: "primary" }, "Log in");
  const logIn = async (event: Event) => {
    event.preventDefault();
    button.disabled = true;
    fill(said);
    try {
      await send("/session", { token: token.value.trim() });
      done();
    } catch (error) {
      fill(said, sentence(error));
      button.disabled = false;
      token.select();
    }
  };
  return h(
    "main",
    { class: "login" },
    h(
      "form",
      { class: "card", onsubmit: logIn },
      h("p", { class: "brand" }, "Selvedge"),
      h("h1", {}, "Your dashboard"),
      h("label", { class: "field", for: "token" }, h("span", {}, "Owner’s token")),
      token,
      h(
        "p",
        { class: "small" },
        "The secret OWNER_TOKEN of your Worker; ",
        h("code", {}, "npm start"),
        " prints it. You stay logged in for eight hours.",
      ),
      h("div", { class: "actions" }, button),
      said,
    ),
  );
}

/** Logs out; also where that fails, nothing more is shown. */
export async function logOut(): Promise<void> {
  await send("/session", undefined, "DELETE").catch(() => undefined);
}

function sentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.?!]$/.test(text) ? "" : "."}`;
}
