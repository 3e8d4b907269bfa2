// Tells Google's tags, in the words of their consent mode, what the visitor permits here. Loaded for its effect,
// and only where the site file says so. Storage for advertising and analytics is never spoken of: nobody was
// asked about that here.
// Source: https://developers.google.com/tag-platform/security/guides/consent

type Permission = Readonly<Record<"personalization_storage" | "functionality_storage", "granted" | "denied">>;

const layer = ((window as { dataLayer?: ArrayLike<unknown>[] }).dataLayer ??= []);

/** Google's tags take the arguments object of a function, and not a list, for a command. */
function gtag(..._command: readonly unknown[]): void {
  layer.push(arguments);
}

const permission = (yes: boolean): Permission => {
  const state = yes ? "granted" : "denied";
  return { personalization_storage: state, functionality_storage: state };
};

const isDefault = (entry: ArrayLike<unknown>): boolean =>
  entry[0] === "consent" &&
  entry[1] === "default" &&
  Object.hasOwn(Object(entry[2]), "personalization_storage");

let told = "denied";
// The page may have said it in its head, which is earlier than any script that loads by itself.
if (!layer.some((entry) => isDefault(Object(entry)))) gtag("consent", "default", permission(false));
document.addEventListener("selvedge:consent", (event) => {
  const now = permission((event as CustomEvent<readonly string[]>).detail.includes("personalization"));
  if (now.personalization_storage === told) return;
  told = now.personalization_storage;
  gtag("consent", "update", now);
});
