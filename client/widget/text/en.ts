import type { FirstLayerText } from "../contract.ts";

export const text: FirstLayerText = {
  lang: "en",
  title: "May we remember what you look at?",
  body:
    "If you agree, this browser notes down, on this device, what you look at here and how often. Only coarse " +
    "groups (“has been here before”) and plain counts are sent to us, without a name or ID, to show what " +
    "suits you and see what works. If you say no, the site still works.",
  policy: "Privacy policy",
  accept: "Accept",
  reject: "Reject",
  choose: "Choose in detail",
  saved: "Saved. You can change this at any time in the privacy settings.",
};
