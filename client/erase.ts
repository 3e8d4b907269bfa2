/** The one database on the device. */
export const DATABASE = "selvedge";

/** Deletes it; creates nothing where there was none. Resolves when no tab holds on to it any more. */
export function eraseDatabase(): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(DATABASE);
    request.addEventListener("success", resolve);
    request.addEventListener("error", reject);
  });
}
