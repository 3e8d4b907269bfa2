export { set as kind } from "../../shared/kinds/set.ts";
