// What the centre says of counts, in all its languages: in a file of its own, for those who have been counted.
export { fillCounted } from "../widget/lately/counted.ts";
