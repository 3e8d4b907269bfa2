import type { ReceiptText } from "../contract.ts";

export const text: ReceiptText = {
  lang: "en",
  title: "The receipt of your choice",
  why: "This site has signed what you chose, so that you can prove it. The receipt is kept on this device only, and doesn’t say who you are.",
  day: "Chosen on",
  accepted: "Yes to",
  refused: "No to",
  download: "Download the receipt",
  site: "Site",
  asked: "Asked in",
  methods: {
    question: "the question on the page",
    settings: "the privacy settings",
    api: "the site’s own form",
  },
  language: "Language",
  revision: "Revision of the terms",
  texts: "Hash of the texts",
  on: "on",
  off: "off",
  verify: "The site’s signature. Anybody can verify it with the public keys at this address:",
};
