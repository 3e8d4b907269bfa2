import { hydrate, mount } from "svelte";
import App from "./App.svelte";

const target = document.getElementById("app");
const start = target.hasChildNodes() ? hydrate : mount;
start(App, { target, props: { path: location.pathname } });
