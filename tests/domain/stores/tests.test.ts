import { beforeEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { storeCounts } from "#lib/reports/store-purchases.ts";
import { letTest } from "#lib/stores/let-test.ts";
import { linkPurchase } from "#lib/stores/link-purchase.ts";
import { lookAtPurchase } from "#lib/stores/look-at-purchase.ts";
import { store } from "#lib/stores/registry.ts";
import { ownStorePlans } from "#lib/web/account/own-store-plans.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { known, OPERATOR, sells, useStores } from "./stores.ts";

useDatabase();
const { apple, play } = await useStores();
const expires = new Date("2026-04-10T12:00:00Z");
beforeEach(() => stopClockAt(new Date("2026-03-10T12:00:00Z")));

test.each(["apple", "google"])(
  "what is bought in the tests of %s costs nothing, so it gives nothing, but to whom an operator lets test",
  async (name) => {
    const [viewer, { plan, price }] = [await aViewer(), await aPlan()];
    const [product, id] = [await sells(plan.id), name === "apple" ? "7001" : "licence-tester-1"];
    if (name === "apple") apple.sell({ id, product, expires, sandbox: true });
    else play.sell({ token: id, product, expires, test: true });
    const { id: purchaseId } = (await lookAtPurchase(store(name)!, id, { source: "system" }))!;
    await expect(letTest({ purchaseId, allowed: true }, OPERATOR)).rejects.toThrow("store_purchase_unlinked");
    await linkPurchase({ purchaseId, email: viewer.email }, OPERATOR);
    expect(await known(id)).toMatchObject({ customerId: viewer.id, status: "ACTIVE", test: true, watches: false });
    expect(await ownStorePlans(viewer.id)).toEqual([]);
    await letTest({ purchaseId, allowed: true }, OPERATOR);
    expect((await known(id)).watches).toBe(true);
    await expect(buy(viewer, price)).rejects.toThrow("paid_in_store");
    expect((await storeCounts()).map(({ watching }) => watching)).not.toContain(1);
    await letTest({ purchaseId, allowed: false }, OPERATOR);
    expect((await known(id)).watches).toBe(false);
    expect(await db.auditEntry.count({ where: { action: "store_tester.changed", subjectId: viewer.id } })).toBe(2);
    await buy(viewer, price);
  },
);
