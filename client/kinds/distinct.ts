export { distinct } from "../../shared/kinds/distinct.ts";
