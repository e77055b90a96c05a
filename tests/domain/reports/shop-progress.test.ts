import { expect, it } from "vitest";
import { shopProgress } from "#lib/reports/shop-progress.ts";
import { countVisit } from "#lib/web/shop/count-visit.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan } from "#tests/support/shop.ts";

useDatabase();

it("is shared once somebody looked and there was something to buy", async () => {
  expect(await shopProgress()).toEqual({ onSale: false, visited: false });
  await countVisit({ step: "VISIT" }, new Headers({ "user-agent": "Mozilla/5.0 Firefox/140.0" }));
  expect(await shopProgress()).toEqual({ onSale: false, visited: false });
  await aPlan();
  expect(await shopProgress()).toEqual({ onSale: true, visited: true });
});
