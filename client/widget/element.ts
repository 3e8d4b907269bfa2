/**
 * Makes an element. Attributes, not properties: ARIA reflection is younger than the browsers that we
 * serve. Children are nodes or text, never markup, so that Trusted Types have nothing to object to.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const name in attributes) made.setAttribute(name, attributes[name]!);
  made.append(...children);
  return made;
}

/** Makes a button; `kind` is its class and its `::part`, so two buttons of one kind can't be styled apart. */
export function button(kind: string, label: string, press: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", class: kind, part: kind }, label);
  made.addEventListener("click", press);
  return made;
}
