export { sequence as kind } from "../../shared/kinds/sequence.ts";
