import type { SettingsText } from "../contract.ts";

export const text: SettingsText = {
  lang: "en",
  title: "Privacy settings",
  intro:
    "You decide, and you can change your mind at any time. For a purpose that is off, nothing is kept and " +
    "nothing is sent; only your answer itself is kept, on this device.",
  gpc: "Opt-out preference signal honored",
  gpcWhy: "Your browser sends Global Privacy Control. Both purposes are off unless you switch them on here.",
  personalization: {
    name: "Personalization",
    why: "So that pages show what suits you: what you look for most comes first, and you aren’t a stranger when you return.",
    kept: "In this browser only: how often you came, which topics and items you looked at, what waits in your cart. No list of all pages.",
    sent: "Coarse groups, such as “has been here before” or “likes running”. No name, no ID, no exact figures.",
  },
  measurement: {
    name: "Measurement",
    why: "So that we see which pages and offers work, and needn’t guess.",
    kept: "What has been counted already, so that nothing counts twice.",
    sent: "Plain counts, such as “one page viewed” or “one order, in this range”. We only add them up; who you are is not part of them.",
  },
  kept: "Kept here",
  sent: "Sent",
  both: "Comparing two versions of a page, or counting which two items are looked at or bought together, takes both purposes.",
  transit:
    "As on any website, your IP address travels along on the way. The groups serve the page that you " +
    "asked for; neither they nor the address are stored for this. While a purpose is on, what is sent is " +
    "also noted on this device for 30 days, for you to read.",
  policy: "Privacy policy",
  known: "What this site knows",
  knownWhy:
    "All that is noted about you, what of it was sent, and why pages look as they do: to see, switch off, correct or take along.",
  erase: "Erase everything stored on this device",
  eraseWhy: "Your notes can go at any time. Your answer above stays as it is.",
  erased: "Everything is erased.",
  eraseFailed: "That didn’t work. Please try again.",
  accept: "Accept all",
  reject: "Reject all",
  save: "Save choice",
  close: "Close without saving",
  saved: "Saved. You can change this at any time.",
};
