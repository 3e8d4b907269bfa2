export { distinct as kind } from "../../shared/kinds/distinct.ts";
