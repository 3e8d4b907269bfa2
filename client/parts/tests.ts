// What the centre says of tests, in all its languages: in a file of its own, for sites that have some.
export { fillTests } from "../widget/lately/tests.ts";
