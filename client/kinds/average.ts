export { average as kind } from "../../shared/kinds/average.ts";
