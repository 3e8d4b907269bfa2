/** A profile as a file (`TransferPart`): to take along, to look into, and to go on with in another browser. */
export { exportProfile } from "../known/export.ts";
export { importProfile } from "../known/import.ts";
