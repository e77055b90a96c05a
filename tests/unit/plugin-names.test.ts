import { globSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CHANNELS } from "#lib/messages/plugins.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";
import { sourceFiles } from "#scripts/source-files.ts";

const HOMES = ["lib/payments/gateways", "lib/messages/channels"];

/** Where one of them may be named, and why. All else learns of a plug-in what its port says. */
const MAY_NAME: [file: RegExp, why: string][] = [
  [/^lib\/(payments\/gateways|messages\/channels)\//, "the plug-ins themselves"],
  [/^lib\/(payments|messages)\/plugins\.ts$/, "the lists of them"],
  [/^lib\/messages\/registry\.ts$/, "what carries a kind that has no provider"],
  [/^i18n\/\w+\/plugins\.json$/, "what they are called in a language, where it has a word of its own"],
  [
    /^app\/sandbox\/|^app\/robots\.ts$|^i18n\/(\w+\/sandbox\.json|next-intl\.d\.ts)$/,
    "the payment pages of one that has no vendor, their address and texts",
  ],
  [/^prisma\/seed\/|^scripts\/(bench|chaos|seed-large)/, "stories told with one of them"],
  [/^lib\/kernel\/brand-name\.ts$/, "what brands of payment are called, whichever gateway takes them"],
  [/^lib\/stores\/vendors\/apple\//, "what a store calls its environment for tests"],
  [/mail-frame\.tsx$|account\/messages\/\[id\]\/page\.tsx$|^scripts\/chromium\.ts$/, "the sandbox of a browser"],
];

/** Words of the house, which a plug-in may be called by: they are looked for only where nothing else can be meant. */
const ORDINARY = new Set(
  "account bank card cash check credit custom debit direct email external file gift http invoice link local log mail manual mobile phone post push prepaid sms test transfer voucher wallet web webhook wire".split(
    " ",
  ),
);

/** Whether a text names a plug-in: by its word, whole or as a part of a name (`acmeKey`, `ACME_KEY`), or for an ordinary one by its folder or as a gateway's or channel's id. */
function names(text: string, word: string): boolean {
  if (ORDINARY.has(word))
    return new RegExp(`(?:gateways|channels)/${word}\\b|(?:gateway|channel|source|id)\\w*["']? ?(?:[:(]|===|!==) ?["']${word}["']`).test(
      text,
    );
  const lower = text.toLowerCase();
  for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + 1)) {
    const [before, first, after] = [text[at - 1] ?? "", text[at], text[at + word.length] ?? ""];
    const begins = !/[a-z0-9]/i.test(before) || (/[a-z0-9]/.test(before) && /[A-Z]/.test(first));
    if (begins && !/[a-z0-9]/.test(after)) return true;
  }
  return false;
}

const words = [
  ...HOMES.flatMap((home) => readdirSync(home)),
  ...[...GATEWAYS, ...CHANNELS].flatMap(({ keys }) => keys.map(({ name }) => name.toLowerCase())),
];
const named = [...sourceFiles(), ...globSync("i18n/*/*.json")].flatMap((path) => {
  const text = readFileSync(path, "utf8");
  return words.filter((word) => names(text, word)).map((word) => ({ path, word }));
});

test.each([
  ["mollie", "// as Mollie does", true],
  ["acme", "const acmeKey = process.env.ACME_API_KEY;", true],
  ["paypal", "toPayPalAmount(total)", true],
  ["stripe", "a striped table", false],
  ["bank", 'kind: "bank"; // the bank says no', false],
  ["bank", 'where: { gateway: "bank" }', true],
  ["bank", 'import { bank } from "#lib/payments/gateways/bank/plugin.ts";', true],
  ["manual", 'fetch(url, { redirect: "manual" })', false],
  ["http", "httpAddress", false],
  ["http", 'if (channel.id === "http")', true],
])("%s is named by %s: %s", (word, text, is) => {
  expect(names(text, word)).toBe(is);
});

test("no gateway and no channel is named outside its plug-in", () => {
  expect(named.filter(({ path }) => !MAY_NAME.some(([file]) => file.test(path)))).toEqual([]);
});

test.each(MAY_NAME)("%s still names one", (file) => {
  expect(named.some(({ path }) => file.test(path))).toBe(true);
});
