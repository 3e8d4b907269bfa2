export { habit } from "../../shared/kinds/habit.ts";
