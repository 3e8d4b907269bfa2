/**
 * The network that an address belongs to, as far as one customer has it: an IPv4 address by itself, of an IPv6 address
 * the /56, since the rest is the customer's own to vary. The same for every way of writing an address.
 */
export function networkOf(address: string): string {
  const groups = groupsOf(address);
  if (typeof groups === "string") return groups;
  const [first, second, third, fourth] = groups;
  return [first, second, third, (fourth ?? 0) & 0xff00].map((group) => (group ?? 0).toString(16)).join(":");
}

/**
 * The network around it, which is what somebody gets who rents several addresses at once: of an IPv4 address the /24, of
 * an IPv6 one the /48.
 */
export function widerNetworkOf(address: string): string {
  const groups = groupsOf(address);
  if (typeof groups === "string") return groups.split(".").slice(0, 3).join(".");
  return groups
    .slice(0, 3)
    .map((group) => group.toString(16))
    .join(":");
}

/** An IPv4 address as text, or the eight groups of an IPv6 one. */
function groupsOf(address: string): string | readonly number[] {
  const lower = address.toLowerCase();
  // An IPv4 address in the clothes of an IPv6 one (RFC 4291, 2.5.5.2).
  const mapped = /^(?:0*:)*:?(?:0+:)*ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(lower);
  if (mapped) return mapped[1]!;
  if (!lower.includes(":")) return lower;
  const [head = "", tail = ""] = lower.split("::");
  const front = head.split(":").filter(Boolean);
  const back = tail.split(":").filter(Boolean);
  const zeros = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => "0");
  return [...front, ...zeros, ...back].map((group) => Number.parseInt(group, 16));
}
