import { createElement as h, useEffect, useState } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";

export function App({ path }) {
  const [at, go] = useState(path);
  const [count, setCount] = useState(0);
  const [fresh, setFresh] = useState(0);
  useEffect(() => {
    const follow = () => go(location.pathname);
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);
  const link = (to, id) =>
    h(
      "a",
      {
        id,
        href: to,
        onClick(event) {
          event.preventDefault();
          history.pushState(null, "", to);
          go(to);
        },
      },
      id,
    );
  const home = h(
    "section",
    { id: "hero", key: fresh },
    h("h1", null, "Original"),
    count % 2 === 1 && h("em", null, "extra"),
    h("span", null, `drawn ${count}`),
  );
  const second = h("h2", { id: "title" }, `Second ${count}`);
  return h(
    "div",
    null,
    h("header", { id: "layout" }, link("/", "to-home"), link("/second", "to-second")),
    h("p", { id: "line" }, `Line ${count}`),
    h("button", { id: "more", onClick: () => setCount((now) => now + 1) }, String(count)),
    h("button", { id: "fresh", onClick: () => setFresh((now) => now + 1) }, "fresh"),
    h("main", null, at === "/" ? home : second),
  );
}

if (globalThis.document) {
  const root = document.getElementById("app");
  const app = h(App, { path: location.pathname });
  if (root.hasChildNodes()) hydrateRoot(root, app);
  else createRoot(root).render(app);
}
