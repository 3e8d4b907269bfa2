export { first as kind } from "../../shared/kinds/first.ts";
