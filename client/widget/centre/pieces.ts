import { element } from "../element.ts";

/** A part of the centre under a heading. Parts are no `section`s: the question is one, and styled as that. */
export function part(title: string, ...children: (Node | string)[]): HTMLElement {
  return element("div", { class: "part" }, element("h3", {}, title), ...children);
}

/** A paragraph in small type; nothing where there is nothing to say. `lang`: BCP 47, where it isn't the centre's own. */
export function small(content: string, lang?: string): HTMLElement | "" {
  return content && element("p", { class: "small" }, isolated(content, lang));
}

/** A text that may be written the other way round than what it stands in. */
export function isolated(content: string, lang?: string): HTMLElement {
  return element("bdi", lang ? { lang } : {}, content);
}

/** A list, or what is said where it is empty. */
export function list(rows: readonly HTMLElement[], empty: string): HTMLElement | "" {
  return rows.length > 0 ? element("ul", {}, ...rows) : small(empty);
}

/** Something that is opened to be read. `key`: what stays open, and keeps the focus, when everything is shown anew. */
export function disclosure(key: string, title: string, content: () => Node | string): HTMLElement {
  const made = element("details", { "data-key": key }, element("summary", { "data-key": `${key}?` }, title));
  // Made when it is first opened: there may be a lot.
  const fill = (): void => {
    if (made.open && made.childElementCount === 1) made.append(content());
  };
  made.addEventListener("toggle", fill);
  return made;
}

/** Something with a name and a switch, and what is to be said of it. */
export function row({ key, name, lang, on, press }: Switched, ...children: (Node | string)[]): HTMLElement {
  const title = element("span", { class: "name" }, isolated(name, lang));
  const about = element("div", { class: "about", id: `about ${key}`.replaceAll(/\s/g, "-") }, ...children);
  const head = press
    ? element("label", {}, title, toggle(key, on, about.id, press))
    : element("p", { class: "head" }, title);
  return element("li", { class: on ? "row" : "row off" }, head, about);
}

/** What a row is about. */
export interface Switched {
  /** Unique in the centre. */
  readonly key: string;
  readonly name: string;
  /** BCP 47, of the name, where that isn't the centre's own. */
  readonly lang?: string | undefined;
  readonly on: boolean;
  /** Absent where it can't be switched. */
  readonly press?: ((on: boolean) => void) | undefined;
}

function toggle(key: string, on: boolean, about: string, press: (on: boolean) => void): HTMLInputElement {
  const input = element("input", {
    type: "checkbox",
    role: "switch",
    part: "switch",
    "data-key": key,
    "aria-describedby": about,
  });
  input.checked = on;
  input.addEventListener("change", () => press(input.checked));
  return input;
}
