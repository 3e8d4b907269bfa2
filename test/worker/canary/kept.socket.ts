import { readdir, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";

/** A table of a database, with every row of it. */
export interface Table {
  /** Of the database, in the folder of everything that is kept. */
  readonly file: string;
  readonly name: string;
  readonly rows: readonly Readonly<Record<string, SQLOutputValue>>[];
}

/** Everything that a Worker which has been stopped has left behind. */
export interface Kept {
  /** Paths and bytes of all files, as latin1. */
  readonly text: string;
  readonly files: readonly string[];
  readonly tables: readonly Table[];
}

/** Reads a folder of storage as a whole: what an index or a page that was freed still holds is in the bytes. */
export async function readKept(folder: string): Promise<Kept> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const texts = await Promise.all(paths.map(async (path) => (await readFile(path)).toString("latin1")));
  const files = paths.map((path) => relative(folder, path));
  const tables = files
    .filter((file) => file.endsWith(".sqlite"))
    .flatMap((file) => tablesOf(join(folder, file)).map((table) => ({ file, ...table })));
  return { text: [...files, ...texts].join("\n"), files, tables };
}

function tablesOf(path: string): readonly Omit<Table, "file">[] {
  const database = new DatabaseSync(path);
  try {
    const names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return names.map(({ name }) => {
      const all = database.prepare(`SELECT * FROM "${String(name)}"`);
      // Some times are nanoseconds, which are no numbers of JavaScript's.
      all.setReadBigInts(true);
      return { name: String(name), rows: all.all() };
    });
  } finally {
    database.close();
  }
}
