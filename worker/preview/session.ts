import { formatPreview, parsePreview, type Preview } from "../../shared/preview/preview.ts";
import { PREVIEW_MINUTES, PREVIEW_TOKEN_CHARACTERS } from "../../shared/limits.ts";
import { previewCookie, readPreviewCookie } from "../cookies.ts";
import type { Scope } from "../scope.ts";

/** What came of a token: the preview, or why there is none, in words for whoever has it. */
export type Opened = { readonly preview: Preview } | { readonly refused: string };

type Opening = Pick<Scope, "compiled" | "signer" | "now">;

/** The preview of a sealed token, which is either that of a link or that of a cookie. */
export async function openPreview(
  sealed: string,
  use: "preview" | "preview-link",
  { compiled, signer, now }: Opening,
): Promise<Opened> {
  if (!signer) return { refused: "The Worker has no SELVEDGE_SECRET, so it can believe no link." };
  const text = sealed.length > PREVIEW_TOKEN_CHARACTERS ? undefined : await signer.open(sealed, use);
  const preview = text === undefined ? undefined : parsePreview(text);
  if (!preview)
    return { refused: "It isn't one that this site has made, or a part of it got lost on the way." };
  const left = secondsLeft(preview, now);
  if (left <= 0) return { refused: "Its time is over: links last no longer than half an hour." };
  if (left > PREVIEW_MINUTES * 60)
    return { refused: `It says that it lasts longer than the ${PREVIEW_MINUTES} minutes that are allowed.` };
  if (preview.subject.plan !== compiled.plan.hash)
    return { refused: "The site file that serves this site isn't the one that the link was made with." };
  return { preview };
}

/** The preview that a request is for; undefined for all visitors, and once it is over. */
export async function previewOf(request: Request, opening: Opening): Promise<Preview | undefined> {
  const sealed = readPreviewCookie(request);
  if (sealed === undefined) return undefined;
  const opened = await openPreview(sealed, "preview", opening);
  return "preview" in opened ? opened.preview : undefined;
}

/** `Set-Cookie` of a preview for as long as it lasts; undefined where it would be too long for a cookie. */
export async function cookieOf(
  preview: Preview,
  { signer, now }: Opening,
  url: URL,
): Promise<string | undefined> {
  const sealed = await signer?.seal(formatPreview(preview), "preview");
  if (sealed === undefined || sealed.length > PREVIEW_TOKEN_CHARACTERS) return undefined;
  return previewCookie(sealed, secondsLeft(preview, now), url);
}

function secondsLeft({ until }: Preview, now: number): number {
  return until - Math.floor(now / 1000);
}
