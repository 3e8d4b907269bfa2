import fc from "fast-check";
import { parseFragment, serialize } from "parse5";
import { describe, expect, test } from "vitest";
import { levelOf } from "../../../shared/kinds/tier.ts";
import { rewardCases } from "../../../shared/reward/cases.ts";
import { OUR_WORDS, REWARD_WORDS } from "../../../shared/reward/words.ts";
import { WIDGET_LANGUAGES } from "../../../shared/widget-languages.ts";
import { normalizeHtml } from "../../../tools/site/normalize.ts";
import { problemsOf, siteWith } from "../kinds/site.ts";

const CLUB = {
  tier: "spend",
  levels: { silver: 200, gold: 1000 },
  names: { silver: { en: "Silver", pl: "Srebro" }, gold: { en: "Gold", pl: "Złoto" } },
  benefits: { silver: [{ en: "Free repairs", pl: "Naprawy gratis" }], gold: ["{{a}} <b>&"] },
};
const ATTRIBUTES = { spend: { sum: "purchase", of: "value" }, club: CLUB };
const block = (more: object = {}, reward: object = { tier: "club" }) => ({
  account: { target: "#account", op: "content", reward, ...more },
});
const shop = (more?: object, reward?: object) => siteWith(ATTRIBUTES, [], block(more, reward));
const htmlAt = (value: number, site = shop()) => {
  const [edit] = site.play([0, "purchase", { value }]).rendered();
  return edit && "html" in edit ? edit.html : undefined;
};

describe("the ready-made block", () => {
  test("shows the level, what it brings, and where the next one's numbers will stand", () => {
    expect(htmlAt(250)).toBe(
      '<section class="selvedge-reward" lang="en" dir="ltr" aria-label="Your rewards">' +
        '<p class="selvedge-reward-level">Your level: <strong>Silver</strong></p>' +
        '<p class="selvedge-reward-points">Points: <span data-selvedge-device="spend">–</span></p>' +
        '<progress class="selvedge-reward-bar" max="100" value="0" data-selvedge-device="club.percent" aria-label="Points missing for Gold"></progress>' +
        '<p class="selvedge-reward-missing">Points missing for Gold: <span data-selvedge-device="club.missing">–</span></p>' +
        '<details class="selvedge-reward-benefits"><summary>What you have now</summary><ul><li>Free repairs</li></ul></details>' +
        '<details class="selvedge-reward-benefits"><summary>What comes with Gold</summary><ul><li>{&#123;a}} &lt;b&gt;&amp;</li></ul></details>' +
        "</section>",
    );
  });

  test("below the lowest level and on the highest there is something to say, too", () => {
    expect(htmlAt(10)).toContain("Your level: <strong>none yet</strong>");
    expect(htmlAt(10)).toContain("Points missing for Silver");
    expect(htmlAt(5000)).toContain("You have reached the highest level.");
    expect(htmlAt(5000)).not.toContain("<progress");
  });

  test("who isn't known gets what the page has", () => {
    const unknown = { path: "/", day: 20_000, context: {}, buckets: undefined };
    expect(shop().compiled.decide(unknown).render("en", "en").edits).toEqual([]);
  });

  test("invariant 3: it costs what its levels cost, and is decided on the projection as on the profile", () => {
    const asked = siteWith(ATTRIBUTES, [{ club: "gold" }, { club: "silver" }]);
    expect(shop().plan.bits).toBe(asked.plan.bits);
    const site = shop();
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 3000 }), (value) => {
        const { play, plan } = site;
        const level = levelOf(plan.attributes["club"]!, play([0, "purchase", { value }]).value("spend"));
        const name = level === null ? "none yet" : CLUB.names[level as "gold"].en;
        expect(htmlAt(value, site)).toContain(`Your level: <strong>${name}</strong>`);
      }),
      { numRuns: 60 },
    );
  });

  test("invariant 8: whatever the owner's words hold is text, and the HTML is balanced", () => {
    const words = fc.dictionary(fc.constantFrom(...REWARD_WORDS), fc.string({ unit: "grapheme" }));
    fc.assert(
      fc.property(words, fc.string(), (said, benefit) => {
        const club = { ...CLUB, benefits: { silver: [benefit], gold: [benefit] } };
        const site = siteWith({ ...ATTRIBUTES, club }, [], block({}, { tier: "club", words: said }));
        for (const value of [0, 250, 5000]) {
          const html = htmlAt(value, site)!;
          const parsed = parseFragment(html);
          expect(parsed.childNodes).toHaveLength(1);
          expect(serialize(parseFragment(serialize(parsed)))).toBe(serialize(parsed));
          expect(parsed.childNodes[0]!.nodeName).toBe("section");
        }
      }),
      { numRuns: 100 },
    );
  });

  test("is what the normalizer would make of it, so that pages stay whole", () => {
    for (const { html } of rewardCases(shop().compiled.site, { tier: "club" }, "account"))
      for (const text of Object.values(html)) expect(normalizeHtml(text)).toMatchObject({ ok: true });
  });
});

describe("languages", () => {
  const compiled = (languages: readonly string[], words?: object) => {
    const { site } = shop().compiled;
    return rewardCases({ ...site, languages: [...languages] }, { tier: "club", ...(words && { words }) });
  };

  test("it speaks those of the site, ours in all that the widget has, else English", () => {
    const [gold, silver] = compiled([...WIDGET_LANGUAGES, "pt-BR", "de-AT"]);
    expect(gold!.when).toEqual({ club: "gold" });
    for (const language of WIDGET_LANGUAGES) {
      const { level, missing } = OUR_WORDS[language];
      const html = silver!.html[language]!;
      expect(html).toContain(`lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"`);
      expect(html).toContain(`${level}: <strong>${language === "pl" ? "Srebro" : "Silver"}</strong>`);
      expect(html).toContain(`${missing.replace("{next}", language === "pl" ? "Złoto" : "Gold")}: <span`);
    }
    expect(silver!.html["pt-BR"]).toContain('lang="en"');
    expect(silver!.html["de-AT"]).toContain('lang="de-AT" dir="ltr"');
    expect(silver!.html["de-AT"]).toContain("Ihre Stufe");
  });

  test("every language has every word, and names the next level where that is meant", () => {
    for (const words of Object.values(OUR_WORDS)) {
      expect(Object.keys(words).sort()).toEqual([...REWARD_WORDS].sort());
      for (const word of REWARD_WORDS)
        expect(words[word].includes("{next}")).toBe(word === "missing" || word === "nextBenefits");
    }
  });

  test("the owner's words win, in the language or else the first", () => {
    const words = { points: { en: "Stitches", pl: "Ściegi" }, missing: "Still {next}" };
    const [, silver] = compiled(["en", "pl", "de"], words);
    expect(silver!.html["en"]).toContain("Stitches: <span");
    expect(silver!.html["pl"]).toContain("Ściegi: <span");
    expect(silver!.html["de"]).toContain("Stitches: <span");
    expect(silver!.html["pl"]).toContain("Still Złoto: <span");
  });
});

describe("where it stands", () => {
  test("beside or among what the page has it can be found by its block's id", () => {
    expect(htmlAt(250, shop({ op: "append" }))).toContain(
      'dir="ltr" data-selvedge-block="account" aria-label',
    );
  });

  test("levels that begin at nothing leave nobody below them", () => {
    const levels = { bronze: 0, silver: 200 };
    const { plan, compiled } = siteWith({ ...ATTRIBUTES, club: { tier: "spend", levels } }, [], block());
    expect(compiled.rules.blocks["account"]!.cases).toHaveLength(2);
    expect(plan.bits).toBeLessThanOrEqual(Math.log2(3));
  });
});

test("invariant 9: the checker says what is wrong with it", () => {
  const problems = (reward: object, more: object = {}, club: object = {}) =>
    problemsOf(
      { ...ATTRIBUTES, club: { ...CLUB, ...club } },
      { languages: ["en", "pl"], blocks: block(more, reward) },
    );
  expect(problems({ tier: "club", words: { points: { en: "Stitches" } } })).toEqual([]);
  expect(problems({ tier: "clab" })).toEqual([
    'blocks.account.reward.tier: there is no attribute "clab", did you mean club?',
  ]);
  expect(problems({ tier: "spend" })).toEqual([
    'blocks.account.reward.tier: expected a tier, which "spend" isn\'t',
  ]);
  expect(problems({ tier: "club" }, { html: "x" })).toEqual([
    "blocks.account.html: expected html or reward, not both",
  ]);
  expect(problems({ tier: "club", words: { points: { ru: "x" } } })).toEqual([
    'blocks.account.reward.words.points.ru: "ru" isn\'t among the languages of the site',
  ]);
  expect(problems({ tier: "club", words: { point: "x" } })).toEqual([
    'blocks.account.reward.words.point: unknown field "point", did you mean points?',
  ]);
  expect(
    problems({ tier: "club" }, {}, { names: { sliver: "x" }, benefits: { gold: [{ ru: "x" }] } }),
  ).toEqual([
    'attributes.club.names.sliver: there is no level "sliver", did you mean silver?',
    'attributes.club.benefits.gold[0].ru: "ru" isn\'t among the languages of the site',
  ]);
});
