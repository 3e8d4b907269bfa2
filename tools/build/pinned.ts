import { copyFile, glob, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { pinnedTag } from "../site/pinned.ts";

/**
 * Puts the tag that was built into `folder` there once more, under the name of its content, and beside it those versions
 * that the owner has kept in `root`'s folder pinned/, since pages still hold on to them. Throws where one of these isn't
 * what its name says.
 */
export async function addPinned(root: string, folder: string): Promise<void> {
  for await (const kept of glob("pinned/tag.*.js", { cwd: root })) {
    const { file } = pinnedTag(await readFile(join(root, kept)));
    if (file !== basename(kept)) throw new Error(`${kept} has been changed: its content is that of ${file}`);
    await copyFile(join(root, kept), join(folder, file));
  }
  const tag = join(folder, "tag.js");
  await copyFile(tag, join(folder, pinnedTag(await readFile(tag)).file));
}
