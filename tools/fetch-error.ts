/** The reason in an error of `fetch`, which hides it. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = (error.cause ?? {}) as { readonly code?: string };
  if (code === "ECONNREFUSED") return "nothing listens there (connection refused)";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "there is no such host";
  if (error.name === "TimeoutError") return "no answer in time";
  return code ?? error.message;
}
