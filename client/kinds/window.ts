export { windowed as kind } from "../../shared/kinds/window.ts";
