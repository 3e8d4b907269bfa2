/** Told to the card of the first layer, by whichever layer the visitor answered in. */
export const ANSWERED = "answered";

/** Ends the question, if it stands on the page. An event, since the layers are loaded apart. */
export function endQuestion(root: ShadowRoot): void {
  root.querySelector("section")?.dispatchEvent(new Event(ANSWERED));
}
