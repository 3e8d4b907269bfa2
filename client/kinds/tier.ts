export { tier } from "../../shared/kinds/tier.ts";
