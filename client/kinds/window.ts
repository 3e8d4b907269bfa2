export { windowed as window } from "../../shared/kinds/window.ts";
