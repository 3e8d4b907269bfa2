export { set } from "../../shared/kinds/set.ts";
