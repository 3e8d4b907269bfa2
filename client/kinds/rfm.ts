export { rfm } from "../../shared/kinds/rfm.ts";
