export { top } from "../../shared/kinds/top.ts";
