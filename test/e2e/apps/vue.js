import { createApp, createSSRApp, h, onMounted, ref } from "vue";

export const App = {
  props: ["path"],
  setup({ path }) {
    const at = ref(path);
    const count = ref(0);
    const fresh = ref(0);
    onMounted(() => addEventListener("popstate", () => (at.value = location.pathname)));
    const link = (to, id) =>
      h(
        "a",
        {
          id,
          href: to,
          onClick(event) {
            event.preventDefault();
            history.pushState(null, "", to);
            at.value = to;
          },
        },
        id,
      );
    return () =>
      h("div", [
        h("header", { id: "layout" }, [link("/", "to-home"), link("/second", "to-second")]),
        h("p", { id: "line" }, `Line ${count.value}`),
        h("button", { id: "more", onClick: () => count.value++ }, String(count.value)),
        h("button", { id: "fresh", onClick: () => fresh.value++ }, "fresh"),
        h("main", [
          at.value === "/"
            ? h("section", { id: "hero", key: fresh.value }, [
                h("h1", "Original"),
                count.value % 2 === 1 ? h("em", "extra") : null,
                h("span", `drawn ${count.value}`),
              ])
            : h("h2", { id: "title" }, `Second ${count.value}`),
        ]),
      ]);
  },
};

if (globalThis.document) {
  const root = document.getElementById("app");
  const create = root.hasChildNodes() ? createSSRApp : createApp;
  create(App, { path: location.pathname }).mount(root);
}
