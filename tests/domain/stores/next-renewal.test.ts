import { beforeEach, expect, test } from "vitest";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { handleNotification } from "#lib/stores/handle-notification.ts";
import { receiveNotification } from "#lib/stores/receive-notification.ts";
import type { Sold } from "#tests/support/app-stores/apple.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer } from "#tests/support/shop.ts";
import { known, sells, useStores } from "./stores.ts";

/* What an Apple subscriber has chosen, or is told, for the next renewal. */
useDatabase();
const { apple, paysInApp } = await useStores();
const at = (text: string) => new Date(`2026-${text}Z`);
beforeEach(() => stopClockAt(at("03-11T12:00:00")));

/** Apple tells of what became of a purchase, and it is handled. */
async function told(type: string, sold: Sold) {
  const { eventId } = await receiveNotification("apple", { body: apple.notification(type, sold), headers: {} });
  await handleNotification(eventId!);
}

async function bought() {
  const [viewer, { plan }] = [await aViewer(), await aPlan()];
  const sold = await paysInApp(viewer, plan);
  return { sold, id: sold.id, product: sold.product };
}

const becomes = (sold: Sold, given: Partial<Sold>) => Object.assign(sold, given);

test("a smaller plan from the next renewal on is watched from then on, and not before", async () => {
  const { sold, id, product } = await bought();
  const smaller = await aPlan();
  await told("DID_CHANGE_RENEWAL_PREF", becomes(sold, { next: await sells(smaller.plan.id) }));
  expect(await known(id)).toMatchObject({ productId: product, renews: true, watches: true, history: ["active", "linked"] });
  stopClockAt(at("04-10T12:00:30"));
  await told("DID_RENEW", becomes(sold, { product: sold.next, next: undefined, expires: at("05-10T12:00:00"), order: "smaller" }));
  expect(await known(id)).toMatchObject({ productId: sold.product, watches: true });
  expect((await known(id)).history).toEqual(["active", "linked", "renewed", "product_changed"]);
});

test("a price that rises changes nothing until the renewal; who does not agree watches until what is paid is over", async () => {
  const { sold, id } = await bought();
  await told("PRICE_INCREASE", sold);
  expect(await known(id)).toMatchObject({ status: "ACTIVE", price: 999n, watches: true, history: ["active", "linked"] });
  stopClockAt(at("04-10T12:00:30"));
  await told("EXPIRED", becomes(sold, { status: 2, renews: false }));
  expect(await known(id)).toMatchObject({ status: "EXPIRED", watches: false });
});
