/** As many as make a page of 105 KB. */
const PRODUCTS = 172;

/** A page such as a shop serves: navigation, four slots, and a long list of products. */
export function benchPage(): string {
  return pageOf(Array.from({ length: PRODUCTS }, (_, index) => product(index)).join("\n"));
}

/**
 * The same page with as many products as fit into so many bytes, and a last paragraph that fills them up. A page is
 * never smaller than its slots and navigation.
 */
export function pageOfSize(bytes: number): string {
  const products: string[] = [];
  let left = bytes - pageOf("").length - FILLER.length;
  for (let index = 0; left > product(index).length; index++) {
    products.push(product(index));
    left -= product(index).length + 1;
  }
  return pageOf(`${products.join("\n")}${left > 0 ? FILLER.replace("…", ".".repeat(left)) : ""}`);
}

/** The page of 105 KB, of whose paragraphs so many, evenly spread, are targets. At most 344. */
export function pageWithTargets(count: number): string {
  const paragraphs = 2 * PRODUCTS;
  let index = 0;
  return benchPage().replaceAll(/<p class="(?:text|price)"/g, (start) => {
    const isTarget =
      Math.floor(((index + 1) * count) / paragraphs) > Math.floor((index * count) / paragraphs);
    index++;
    return isTarget ? `${start} data-target` : start;
  });
}

const FILLER = "<p>…</p>";

function pageOf(products: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Everything for the rain</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/shop.css">
</head>
<body>
<header class="site"><nav aria-label="Shop"><ul>${["Rain", "Running", "Camp", "Business"].map((name) => `<li><a href="/${name.toLowerCase()}/">${name}</a></li>`).join("")}</ul></nav></header>
<main>
<section data-slot="hero"><h1>Made for weather</h1><p>Jackets that keep their word.</p></section>
<p data-slot="notice">Free delivery from 60 €.</p>
<section class="list">
${products}
</section>
<a class="cta" href="/all/">See everything</a>
</main>
<footer><p>© The shop</p></footer>
</body>
</html>
`;
}

function product(index: number): string {
  return `<article class="product" data-sku="sku-${index}">
  <a href="/products/${index}.html"><img src="/art/${index % 12}.svg" alt="Jacket number ${index}" width="320" height="320" loading="lazy"></a>
  <h2><a href="/products/${index}.html">Jacket number ${index}</a></h2>
  <p class="text">Three layers, taped seams and a hood that turns with you; cut for a jumper below and a rucksack above. Number ${index} of the collection.</p>
  <p class="price"><span class="amount" data-price="${100 + index}.00">${100 + index}.00 €</span> <span class="tax">with tax</span></p>
  <button type="button" data-add-to-cart data-sku="sku-${index}" data-price="${100 + index}.00">Add to cart</button>
</article>`;
}
