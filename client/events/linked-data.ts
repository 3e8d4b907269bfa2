/** A schema.org node, as far as anybody can rely on it. */
// oxlint-disable-next-line typescript/no-explicit-any -- pages write what they like; every use tolerates it
export type LinkedNode = Record<string, any>;

/** What the page's JSON-LD says of products and articles. Blocks that aren't JSON are passed over. */
export function linkedNodes(): LinkedNode[] {
  return [...document.querySelectorAll("script[type='application/ld+json']")].flatMap((script) => {
    try {
      return nodesIn(JSON.parse(script.textContent)).filter((node) =>
        /Product|Article|Posting/.test([node["@type"]].join()),
      );
    } catch {
      // Broken JSON says nothing.
      return [];
    }
  });
}

function nodesIn(data: unknown): LinkedNode[] {
  return ([data].flat(9) as LinkedNode[]).flatMap((node) =>
    node?.["@graph"] ? nodesIn(node["@graph"]) : (node ?? []),
  );
}
