const known = new WeakMap<Request, URL>();

/** A request's address, parsed once: parsing is among the dearest things that a page asks for. Not to be changed. */
export function addressOf(request: Request): URL {
  let address = known.get(request);
  if (!address) known.set(request, (address = new URL(request.url)));
  return address;
}
