import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Something that the demo shop sells, as its pages say. */
export interface Product {
  readonly id: string;
  readonly category: string;
  readonly price: number;
  /** Of its page. */
  readonly path: string;
}

const FOLDER = join(import.meta.dirname, "../../test/site/products");

/** All that the demo shop sells, from the structured data of its pages. */
export async function demoProducts(): Promise<readonly Product[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith(".html")).sort();
  return Promise.all(
    names.map(async (name) => {
      const page = await readFile(join(FOLDER, name), "utf8");
      const [, json] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page) ?? [];
      if (json === undefined) throw new Error(`${name} has no structured data`);
      const data = JSON.parse(json) as {
        readonly sku: string;
        readonly category: string;
        readonly offers: { readonly price: string };
      };
      return {
        id: data.sku,
        category: data.category,
        price: Number(data.offers.price),
        path: `/products/${name}`,
      };
    }),
  );
}
