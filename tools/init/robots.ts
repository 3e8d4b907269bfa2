/** Whether a path may be read. */
export type Robots = (path: string) => boolean;

interface Rule {
  readonly allows: boolean;
  readonly pattern: string;
}

/**
 * What a robots.txt says to this program: the group that names it, else the one for everybody. The longest rule that
 * fits counts, and of two as long the one that allows.
 * Source: RFC 9309
 */
export function parseRobots(text: string, name: string): Robots {
  const groups = groupsOf(text);
  const own = groups.filter(({ names }) => names.includes(name));
  const rules = (own.length > 0 ? own : groups.filter(({ names }) => names.includes("*"))).flatMap(
    (group) => group.rules,
  );
  return (path) => {
    const fitting = rules.filter(({ pattern }) => fits(pattern, path));
    const length = Math.max(...fitting.map(({ pattern }) => pattern.length));
    const strongest = fitting.filter(({ pattern }) => pattern.length === length);
    return strongest.length === 0 || strongest.some(({ allows }) => allows);
  };
}

function groupsOf(text: string): { readonly names: string[]; readonly rules: Rule[] }[] {
  const groups: { names: string[]; rules: Rule[] }[] = [];
  for (const line of text.split(/\r\n?|\n/)) {
    const [, key = "", value = ""] = /^\s*([\w-]+)\s*:\s*([^#]*?)\s*(?:#|$)/.exec(line) ?? [];
    const last = groups.at(-1);
    if (/^user-agent$/i.test(key)) {
      // Several names in a row share the rules that follow.
      if (last && last.rules.length === 0) last.names.push(value.toLowerCase());
      else groups.push({ names: [value.toLowerCase()], rules: [] });
    } else if (/^(dis)?allow$/i.test(key) && value !== "")
      last?.rules.push({ allows: /^allow$/i.test(key), pattern: value });
  }
  return groups;
}

/** `*` stands for anything, `$` at the end for the end; piece by piece, so that no pattern takes long. */
function fits(pattern: string, path: string): boolean {
  const toEnd = pattern.endsWith("$");
  const [first = "", ...rest] = (toEnd ? pattern.slice(0, -1) : pattern).split("*");
  if (!path.startsWith(first)) return false;
  if (toEnd && rest.length === 0) return path === first;
  let at = first.length;
  for (const [index, piece] of rest.entries()) {
    if (toEnd && index === rest.length - 1) return path.endsWith(piece) && path.length - piece.length >= at;
    const found = path.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return true;
}
