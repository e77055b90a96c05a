import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { money } from "#lib/kernel/money.ts";
import { settingValues } from "#lib/kernel/setting-fields.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";

const textsIn = (locale: string) => JSON.parse(readFileSync(`i18n/${locale}/plugins.json`, "utf8")).marks;

test.each(GATEWAYS)("every way to pay that $id shows has a picture, and a text in each language", ({ keys, settings, open }) => {
  const gateway = open(Object.fromEntries(keys.map(({ name, example = "key" }) => [name, example])));
  const everything = Object.fromEntries(settings.filter(({ kind }) => kind === "switch").map(({ name }) => [name, true]));
  const shown = [settingValues(settings), { ...settingValues(settings), ...everything }].flatMap((values) =>
    [true, false].flatMap((saves) =>
      ["EUR", "USD", "PLN", "GBP", "CHF", "JPY"].flatMap((currency) =>
        ["DE", "NL", "BE", "AT", "PL", "US", null].flatMap(
          (country) => gateway.marks?.({ amount: money(1_000n, currency), country, saves, settings: values }) ?? [],
        ),
      ),
    ),
  );
  const marks = [...new Set(shown)];
  expect(marks.filter((mark) => !existsSync(`public/marks/${mark}.svg`))).toEqual([]);
  expect(marks.filter((mark) => !textsIn("en")[mark] || !textsIn("ar")[mark])).toEqual([]);
});
