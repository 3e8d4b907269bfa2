export { extreme as kind } from "../../shared/kinds/extreme.ts";
