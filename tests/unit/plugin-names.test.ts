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
  [/^app\/sandbox\/|^app\/robots\.ts$|^i18n\/\w+\/sandbox\.json$/, "the payment pages of one that has no vendor, and their address"],
  [/^next\.config\.ts$/, "packages that are not bundled"],
  [/^prisma\/seed\/|^scripts\/(bench|chaos)/, "stories told with one of them"],
  [/^lib\/kernel\/signature\.ts$/, "a published way to sign, named for who published it"],
  [/mail-frame\.tsx$|account\/messages\/\[id\]\/page\.tsx$|^scripts\/chromium\.ts$/, "the sandbox of a browser"],
];

const words = [
  ...HOMES.flatMap((home) => readdirSync(home)),
  ...[...GATEWAYS, ...CHANNELS].flatMap(({ keys }) => keys.map(({ name }) => name.toLowerCase())),
];
const named = [...sourceFiles(), ...globSync("i18n/*/*.json")].flatMap((path) => {
  const text = readFileSync(path, "utf8").toLowerCase();
  return words.filter((word) => text.includes(word)).map((word) => ({ path, word }));
});

test("no gateway and no channel is named outside its plug-in", () => {
  expect(named.filter(({ path }) => !MAY_NAME.some(([file]) => file.test(path)))).toEqual([]);
});

test.each(MAY_NAME)("%s still names one", (file) => {
  expect(named.some(({ path }) => file.test(path))).toBe(true);
});
