/** In which week after the first visit something happens, where attributes ask for it. */
export { withWeek } from "../../shared/week.ts";
