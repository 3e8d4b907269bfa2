import { directionOf } from "../../shared/widget-languages.ts";
import { button, element } from "./element.ts";

/** What names a dialog, to assistive technology and to the owner's style sheet. */
interface Names {
  readonly id: string;
  readonly part: string;
  readonly className: string;
}

/** A dialog with its title and a cross that closes it. */
export function dialogOf(
  { id, part, className }: Names,
  { lang, title, close }: { readonly lang: string; readonly title: string; readonly close: string },
  ...content: readonly Node[]
): HTMLDialogElement {
  const cross = button("close", "", () => closeDialog(dialog));
  cross.setAttribute("aria-label", close);
  // Focused first, so that the dialog is read from its beginning and Enter does nothing by accident.
  const heading = element("h2", { id, part: "title", tabindex: "-1", autofocus: "" }, title);
  const dialog = element(
    "dialog",
    { class: className, part, "aria-labelledby": id, lang, dir: directionOf(lang) },
    element("header", {}, heading, cross),
    ...content,
  );
  return dialog;
}

/** Opens modally where the browser can, else as a plain dialog that Esc closes as well; then `left` is called. */
export function openDialog(dialog: HTMLDialogElement, left: () => void): void {
  const opener = deepFocus();
  const leave = (): void => {
    dialog.remove();
    left();
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  };
  dialog.addEventListener("close", leave, { once: true });
  try {
    dialog.showModal();
  } catch {
    dialog.setAttribute("open", "");
    dialog.setAttribute("role", "dialog");
    dialog.addEventListener("keydown", (event) => {
      if (event.key === "Escape") closeDialog(dialog);
    });
    dialog.querySelector("h2")?.focus();
  }
}

/** Closes at once; the browser's own event comes a task later, or, where it knows no dialogs, never. */
export function closeDialog(dialog: HTMLDialogElement): void {
  if (dialog.open) dialog.close?.();
  dialog.dispatchEvent(new Event("close"));
}

function deepFocus(): Element | null {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return focused;
}
