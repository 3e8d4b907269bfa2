import type { Edit } from "../../../shared/edit.ts";
import { type PageServices, servePage } from "../../../worker/page.ts";
import { wait } from "../../../worker/deadline.ts";

/** The way of a page as a Worker of its own, with rules as simple as can be: for tests over sockets. */
const EDITS: readonly Edit[] = [
  { block: "hero", target: "#hero", op: "content", html: "<b>Dzień dobry</b>" },
];

export default {
  async fetch(request: Request, env: { ORIGIN: string }, context: ExecutionContext): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const services: PageServices = {
      site: async () => ({
        enabled: true,
        path: "/_selvedge",
        excluded: (path) => path.startsWith("/excluded"),
        personalizable: (path) => path.startsWith("/me"),
      }),
      visitor: async () => ({
        targets: EDITS.map(({ target }) => ({ target, sorts: false })),
        render: (language) => ({
          decision: { segments: [language ?? "none"], blocks: [{ id: "hero" }], lost: [] },
          edits: EDITS,
        }),
      }),
      originUrl: () => `${env.ORIGIN}${pathname}${search}`,
      origin: ({ to, init }) => fetch(to, init),
      wait,
      isBot: (asking) => asking.headers.get("user-agent")?.includes("bot") ?? false,
    };
    return servePage(request, services, context);
  },
};
