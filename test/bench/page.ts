/** A page of about 100 KB such as a shop serves: navigation, four slots, and a long list of products. */
export function benchPage(): string {
  const products = Array.from({ length: 150 }, (_, index) => product(index)).join("\n");
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
