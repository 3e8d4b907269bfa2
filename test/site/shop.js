// The shop's own basket. It keeps nothing until the visitor puts something in.
const KEY = "fellford.cart";
let format;
/** An amount in euros. The formatter is slow to make, and most pages show no basket. */
function money(amount) {
  format ??= new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR", minimumFractionDigits: 0 });
  return format.format(amount);
}

/** The lines of the basket; whatever isn't one of ours is left out. */
function readCart() {
  try {
    const lines = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return lines.filter(
      (line) =>
        /^[a-z-]+$/.test(line.sku) &&
        Number.isFinite(line.price) &&
        Number.isInteger(line.quantity) &&
        line.quantity > 0,
    );
  } catch {
    return [];
  }
}

/** An empty basket leaves nothing on the device. */
function writeCart(lines) {
  try {
    if (lines.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(lines));
  } catch {
    // Storage is off: the basket lasts as long as the page.
  }
}

const pieces = (lines) => lines.reduce((count, line) => count + line.quantity, 0);
const total = (lines) => lines.reduce((sum, line) => sum + line.price * line.quantity, 0);

function showCount(lines) {
  const count = pieces(lines);
  for (const place of document.querySelectorAll("[data-basket-count]"))
    place.textContent = count === 0 ? "" : String(count);
}

function add(button) {
  const { sku, name, price } = button.dataset;
  const lines = readCart();
  const line = lines.find((other) => other.sku === sku);
  if (line) line.quantity++;
  else lines.push({ sku, name, price: Number(price), quantity: 1 });
  writeCart(lines);
  showCount(lines);
  const status = document.querySelector("[data-cart-status]");
  if (!status) return;
  const link = document.createElement("a");
  link.href = "/cart/";
  link.textContent = "Open your basket";
  status.replaceChildren(`${name} is in your basket. `, link);
}

function removeOne(sku) {
  const lines = readCart();
  const line = lines.find((other) => other.sku === sku);
  if (!line) return;
  line.quantity--;
  // Tell Selvedge, if it is there, that the basket is worth less again.
  globalThis.selvedge?.("event", "cart", { item: sku, value: -line.price, quantity: -1 });
  writeCart(lines.filter((other) => other.quantity > 0));
  showCart();
}

/** Makes an element with its attributes and children; text is always text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function cartRow(line) {
  const href = `/products/${line.sku}.html`;
  const button = make(
    "button",
    { type: "button", class: "quiet", "aria-label": `Remove one ${line.name}` },
    "Remove",
  );
  button.addEventListener("click", () => removeOne(line.sku));
  return make(
    "li",
    { class: "cart-row" },
    make("img", { src: `/art/${line.sku}.svg`, alt: "", width: "800", height: "1000" }),
    make(
      "div",
      {},
      make("a", { href }, line.name),
      make("p", { class: "small" }, `${line.quantity} × ${money(line.price)}`),
      button,
    ),
    make("strong", {}, money(line.price * line.quantity)),
  );
}

function showCart() {
  const lines = readCart();
  showCount(lines);
  const cart = document.querySelector("[data-cart]");
  if (!cart) return;
  cart.hidden = lines.length === 0;
  document.querySelector("[data-cart-empty]").hidden = lines.length > 0;
  document.querySelector("[data-cart-lines]").replaceChildren(...lines.map(cartRow));
  document.querySelector("[data-cart-total]").textContent = money(total(lines));
  document.querySelector("[data-checkout]").dataset.total = total(lines).toFixed(2);
}

/** Stands in for a payment: takes a moment, empties the basket, thanks. */
function checkout(button) {
  button.disabled = true;
  button.textContent = "Placing your order …";
  setTimeout(() => {
    writeCart([]);
    location.assign("/thanks/");
  }, 800);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.matches("[data-add-to-cart]")) add(button);
  if (button.matches("[data-checkout]")) checkout(button);
  if (button.matches("[data-selvedge-declare]")) {
    for (const other of button.parentElement.children)
      other.setAttribute("aria-pressed", String(other === button));
  }
  if (button.matches("[data-end-visit]")) {
    // The demo only: a visit is over after half an hour without activity, or when its marker is gone.
    document.cookie = "sv_v=; path=/; max-age=0";
    location.assign("/");
  }
});

addEventListener("pageshow", showCart);
addEventListener("storage", (event) => event.key === KEY && showCart());
showCart();
