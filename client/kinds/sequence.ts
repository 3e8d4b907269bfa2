export { sequence } from "../../shared/kinds/sequence.ts";
