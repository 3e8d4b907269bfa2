export { daysSince } from "../../shared/kinds/days-since.ts";
