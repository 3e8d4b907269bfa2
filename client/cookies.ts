/** The value of a cookie that scripts may read, or undefined. */
export function readCookie(name: string): string | undefined {
  return new RegExp(`(?:^|; )${name}=([^;]*)`).exec(document.cookie)?.[1];
}

/**
 * Writes a host-only cookie for the whole site; 0 seconds removes it. `Secure` wherever the browser takes it:
 * some refuse it on http://localhost.
 */
export function writeCookie(name: string, value: string, seconds: number): void {
  for (const secure of [";Secure", ""]) {
    document.cookie = `${name}=${value};Path=/;SameSite=Lax;Max-Age=${seconds}${secure}`;
    if ((readCookie(name) ?? "") === value) return;
  }
}
