export { top as kind } from "../../shared/kinds/top.ts";
