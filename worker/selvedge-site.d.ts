/** The site file that is bundled with the Worker; an alias in `wrangler.toml` says which file it is. */
declare module "selvedge:site" {
  const site: unknown;
  export default site;
}
