/** The site file that is bundled with the Worker; an alias in `wrangler.toml` says which file it is. */
declare module "selvedge:site" {
  const site: unknown;
  export default site;
}

/** The catalog that is bundled with the Worker, likewise; a list of items, without any where there is no catalog. */
declare module "selvedge:catalog" {
  const catalog: unknown;
  export default catalog;
}
