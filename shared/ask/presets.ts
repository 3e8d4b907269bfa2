/** Questions that many ask: of what kind they are, and which answers they have. Their words are in `presets/`. */
export const PRESETS = {
  nps: { type: "nps", values: undefined },
  csat: { type: "csat", values: undefined },
  ces: { type: "ces", values: undefined },
  stars: { type: "stars", values: undefined },
  why: { type: "text", values: undefined },
  size: { type: "single", values: ["xs", "s", "m", "l", "xl", "xxl"] },
  taste: { type: "single", values: ["classic", "sporty", "minimal", "colourful"] },
  occasion: { type: "single", values: ["everyday", "work", "sport", "celebration", "gift"] },
  industry: {
    type: "single",
    values: ["software", "industry", "retail", "finance", "services", "education", "public", "other"],
  },
  role: { type: "single", values: ["executive", "manager", "specialist", "consultant", "student", "other"] },
  companySize: { type: "single", values: ["1-9", "10-49", "50-249", "250-999", "1000+"] },
} as const;

export type Preset = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as [Preset, ...Preset[]];

/** Labels that need no translation. */
export const COMMON_LABELS: Readonly<Partial<Record<Preset, Readonly<Record<string, string>>>>> = {
  size: { xs: "XS", s: "S", m: "M", l: "L", xl: "XL", xxl: "XXL" },
  companySize: { "1-9": "1–9", "10-49": "10–49", "50-249": "50–249", "250-999": "250–999", "1000+": "1000+" },
};
