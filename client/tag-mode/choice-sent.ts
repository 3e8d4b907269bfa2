import { readCookie } from "../cookies.ts";

/** The choice as it is told: without day and epoch, so that equal choices are equal bytes. */
export const choiceSent = (): string | undefined => readCookie("sv_c")?.replace(/\.\d+(\.\d)\.\d$/, "$1");
