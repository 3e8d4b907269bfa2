export { extreme } from "../../shared/kinds/extreme.ts";
