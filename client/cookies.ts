/** The value of a cookie that scripts may read, or undefined. */
export function readCookie(name: string): string | undefined {
  return document.cookie.match(`(?:^| )${name}=([^;]*)`)?.[1];
}

/**
 * Writes a host-only cookie for the whole site; 0 seconds removes it. `Secure` as the edge does it: on plain
 * http, that is where somebody develops, some browsers refuse it.
 */
export function writeCookie(name: string, value: string, seconds: number): void {
  const secure = location.protocol === "https:" ? ";Secure" : "";
  document.cookie = `${name}=${value};Path=/;SameSite=Lax;Max-Age=${seconds}${secure}`;
}
