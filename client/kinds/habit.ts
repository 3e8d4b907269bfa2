export { habit as kind } from "../../shared/kinds/habit.ts";
