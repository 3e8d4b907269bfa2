import type { SensitiveText } from "../contract.ts";

export const text: SensitiveText = {
  lang: "en",
  title: "Asked separately",
  intro:
    "This is sensitive. It is kept only if you say so here, in this browser alone, and never sent, not even as a group. “Accept all” doesn’t include it.",
  needs: "First switch on personalization and save: without it nothing is kept.",
  kept: "From now on this is kept in this browser.",
  erased: "Erased. It isn’t kept any more.",
  failed: "That didn’t work. Please try again.",
  ask: "May this browser remember it?",
  only: "It stays in this browser and is never sent. You can change this at any time in the privacy settings.",
  policy: "Privacy policy",
  yes: "Remember",
  no: "Don’t remember",
  refused: "All right, it isn’t kept.",
};
