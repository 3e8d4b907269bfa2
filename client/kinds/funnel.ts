export { funnel } from "../../shared/kinds/funnel.ts";
