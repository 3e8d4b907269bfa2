import "@hotwired/turbo";

let count = 0;
document.addEventListener("click", ({ target }) => {
  if (target.id === "more") {
    target.textContent = String(++count);
    document.getElementById("line").textContent = `Line ${count}`;
  }
  if (target.id === "fresh") {
    const hero = document.createElement("section");
    hero.id = "hero";
    hero.innerHTML = `<h1>Original</h1><span>drawn ${count}</span>`;
    document.getElementById("hero").replaceWith(hero);
  }
});
