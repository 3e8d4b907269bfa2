// What a block takes out of the page still belongs to whoever drew it. It is set aside, and the elements around it let
// a framework go on with it there: one that removes or inserts a child by its parent would meet an error otherwise.

interface Aside {
  readonly holder: DocumentFragment;
  /** Whether the block is there still; if not, the page has drawn the element itself. */
  readonly holds: () => boolean;
}

/** By the element whose children are aside. */
const contents = new WeakMap<Node, Aside>();
/** By the element that is aside: an empty text where it stood. */
const markers = new WeakMap<Node, Text>();
const guarded = new WeakSet<Node>();

/** Sets the children of an element aside, as long as `holds` says so. */
export function setContentAside(element: Element, holds: () => boolean): DocumentFragment {
  const holder = document.createDocumentFragment();
  holder.append(...element.childNodes);
  contents.set(element, { holder, holds });
  guard(element);
  return holder;
}

/** Forgets that children of it were set aside. */
export function releaseContent(element: Element): void {
  contents.delete(element);
}

/** Sets an element aside; `holder` is where it is, and `marker` where it was. */
export function setElementAside(element: Element): { holder: DocumentFragment; marker: Text } {
  const marker = new Text();
  const parent = element.parentNode;
  const holder = document.createDocumentFragment();
  element.replaceWith(marker);
  holder.append(element);
  markers.set(element, marker);
  if (parent) guard(parent);
  return { holder, marker };
}

/** Once an element: its own ways to change its children know what is aside. */
function guard(element: Node): void {
  if (guarded.has(element)) return;
  guarded.add(element);
  const { appendChild, insertBefore, removeChild } = Node.prototype;
  const markerOf = (child: Node | null) => {
    const marker = child && markers.get(child);
    return marker?.parentNode === element ? marker : undefined;
  };
  const placeOf = (child: Node | null) => {
    const aside = contents.get(element);
    if (child) return aside && child.parentNode === aside.holder ? aside.holder : element;
    return aside?.holds() ? aside.holder : element;
  };
  Object.assign(element, {
    appendChild: (node: Node) => appendChild.call(placeOf(null), node),
    insertBefore(node: Node, before: Node | null) {
      const place = markerOf(before) ?? before;
      return insertBefore.call(placeOf(place), node, place);
    },
    removeChild: (child: Node) =>
      removeChild.call(markerOf(child) ? (child.parentNode ?? element) : placeOf(child), child),
  });
}
