/** Whether a host name is this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);
}

/**
 * Whether addresses belong to the site at `origin`: the same name, with or without `www.`, by http or https; where
 * the site has a port of its own, that port.
 */
export function isOwn(url: URL, origin: URL): boolean {
  const bare = (hostname: string) => hostname.toLowerCase().replace(/^www\./, "");
  return (
    /^https?:$/.test(url.protocol) && url.port === origin.port && bare(url.hostname) === bare(origin.hostname)
  );
}

/** An address of the site as one that any host can serve; other addresses as they are. */
export function withoutHost(address: string, origin: URL): string {
  if (!URL.canParse(address, origin.href)) return address;
  const url = new URL(address, origin);
  if (!/^(https?:)?\/\//i.test(address) || !isOwn(url, origin)) return address;
  // A path that begins with two slashes would be read as another host.
  return `${url.pathname.replace(/^\/{2,}/, "/")}${url.search}${url.hash}`;
}

/** A pattern for what such addresses begin with. */
export function ownBeginning(origin: URL): string {
  const bare = origin.hostname.replace(/^www\./i, "").replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return `(?:https?:)?//(?:www\\.)?${bare}${origin.port === "" ? "(?::(?:80|443))?" : `:${origin.port}`}`;
}
