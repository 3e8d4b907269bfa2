export { average } from "../../shared/kinds/average.ts";
