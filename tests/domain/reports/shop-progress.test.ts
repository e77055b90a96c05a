import { expect, it } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import { shopProgress } from "#lib/reports/shop-progress.ts";
import { countVisit } from "#lib/web/shop/count-visit.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan } from "#tests/support/shop.ts";

useDatabase();

it("is shared once somebody looked and there was something to buy", async () => {
  expect(await shopProgress()).toEqual({ onSale: false, visited: false });
  await countVisit({ step: "VISIT", visitor: newId(), ip: "192.0.2.1" });
  expect(await shopProgress()).toEqual({ onSale: false, visited: false });
  await aPlan();
  expect(await shopProgress()).toEqual({ onSale: true, visited: true });
});
