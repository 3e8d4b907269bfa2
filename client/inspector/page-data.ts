import { PREVIEW_DATA_ID, type PreviewData } from "../../shared/preview/data.ts";

/** The id of the element that holds the page's decision. */
export const PREVIEW_DECISION_ID = "selvedge-decision";

/** What the page tells of its preview. Throws where it tells nothing. */
export function readPreviewData(): PreviewData {
  return JSON.parse(document.getElementById(PREVIEW_DATA_ID)!.textContent) as PreviewData;
}
