/** Elements whose attributes decide what runs or loads: no placeholder in any of them. */
const ACTIVE_ELEMENTS = new Set([
  "animate",
  "animatemotion",
  "animatetransform",
  "applet",
  "base",
  "embed",
  "frame",
  "iframe",
  "link",
  "meta",
  "object",
  "param",
  "script",
  "set",
  "style",
]);

/** Attributes that hold a URL, a list of URLs, or something that is run. */
const URL_ATTRIBUTES = new Set([
  "action",
  "archive",
  "attributionsrc",
  "background",
  "cite",
  "classid",
  "codebase",
  "data",
  "formaction",
  "href",
  "icon",
  "imagesrcset",
  "longdesc",
  "lowsrc",
  "manifest",
  "ping",
  "poster",
  "profile",
  "src",
  "srcset",
  "usemap",
  "xlink:href",
]);

const URL_PLACES: Readonly<Record<string, readonly string[]>> = { href: ["a", "area"], src: ["img"] };

/** Whether an attribute's value is read as a URL. */
export function isUrlAttribute(attribute: string): boolean {
  return URL_ATTRIBUTES.has(attribute.toLowerCase());
}

/** Whether a placeholder in this attribute is a URL that can be checked as a whole. */
export function isUrlPlace(element: string, attribute: string): boolean {
  return URL_PLACES[attribute]?.includes(element) ?? false;
}

/** What a browser or a library would run: `on*`, `style`, `srcdoc` are never written by anybody but the page. */
export function isCodeAttribute(attribute: string): boolean {
  return /^(?:on|style$|srcdoc$)/i.test(attribute);
}

/** Why no placeholder may stand in this attribute's value; undefined where it may. Both names in lower case. */
export function refuseAttribute(element: string, attribute: string): string | undefined {
  if (isCodeAttribute(attribute)) return `can't stand in the attribute ${attribute}, which is run as code`;
  if (ACTIVE_ELEMENTS.has(element)) return `can't stand in an attribute of <${element}>`;
  if (isUrlPlace(element, attribute)) return undefined;
  if (isUrlAttribute(attribute)) {
    return `can't stand in ${attribute} of <${element}>; URLs only in href of <a> and <area>, and in src of <img>`;
  }
  return /^[a-z][a-z\d-]*$/.test(attribute) ? undefined : `can't stand in the attribute ${attribute}`;
}
