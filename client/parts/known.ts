/** What a visitor can see and change of what this device keeps (`KnownPart`): for the privacy centre, and marks on blocks. */
export { correct, read } from "../known/read.ts";
export { pause, switchAllOff, switchOff } from "../known/switch.ts";
