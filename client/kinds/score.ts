export { score } from "../../shared/kinds/score.ts";
