export { first } from "../../shared/kinds/first.ts";
