/**
 * Sends what a visitor has written straight to the owner's own address, which the visitor was told; it goes nowhere
 * else, and is kept nowhere. An address that answers can't be heard (it needn't know of us): rejects only where nothing
 * was reached. To a mail address the visitor's own program sends it.
 */
export async function send(to: string, question: string, text: string): Promise<void> {
  if (/^mailto:/i.test(to)) {
    const link = document.createElement("a");
    link.href = `${to}${to.includes("?") ? "&" : "?"}body=${encodeURIComponent(text)}`;
    link.click();
    return;
  }
  await fetch(to, {
    method: "POST",
    mode: "no-cors",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    body: new URLSearchParams({ question, text }),
  });
}
