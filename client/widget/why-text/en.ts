import type { WhyText } from "../contract.ts";

export const text: WhyText = {
  lang: "en",
  title: "Why am I seeing this?",
  less: "Less like this",
  gone: "It’s gone, and stays away.",
  next: "From the next page on you won’t see this any more.",
  again: "Load this page again",
  undo: "Undo",
  back: "It stays as it was.",
  changed: "This has changed meanwhile: the next page comes without it.",
  without:
    "No profile is kept of you here: what you see follows from this request alone, such as the country or the time of day. Switching off single parts takes a note on this device, and so your yes to personalization.",
  full: "As much is switched off as can be. Switch something else on again first.",
  stuck: "That didn’t work. Please try again.",
  failed: "The reason couldn’t be loaded. Please try again later.",
  known: "What this site knows",
  settings: "Privacy settings",
  close: "Close",
};
