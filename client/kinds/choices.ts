export { choices } from "../../shared/kinds/choices.ts";
