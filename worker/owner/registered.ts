import type { Env } from "../env.ts";
import type { Register, Registered } from "./register.ts";

/** The object that remembers the experiments of a site. */
export function registerOf({ REGISTER }: Env, site: string): DurableObjectStub<Register> {
  return REGISTER.get(REGISTER.idFromName(site));
}

/** All experiments that were ever looked at, with what was decided. */
export async function registered(env: Env, site: string): Promise<readonly Registered[]> {
  return JSON.parse(await registerOf(env, site).read()) as Registered[];
}
