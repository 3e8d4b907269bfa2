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
