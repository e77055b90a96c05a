"use server";
import { revalidatePath } from "next/cache";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { letTest, letTestInput } from "#lib/stores/let-test.ts";
import { linkPurchase, linkPurchaseInput } from "#lib/stores/link-purchase.ts";
import { mapProduct, mapProductInput, unmapProduct, unmapProductInput } from "#lib/stores/map-product.ts";
import { testStore, testStoreInput } from "#lib/stores/test-store.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

export const linkPurchaseAction = operatorAction([...MAY["subscriptions.write"]], linkPurchaseInput, async ({ input, operator, ip }) => {
  await linkPurchase(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});

export const letTestAction = operatorAction([...MAY["subscriptions.write"]], letTestInput, async ({ input, operator, ip }) => {
  await letTest(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});

export const mapProductAction = operatorAction(MAY["catalog.write"], mapProductInput, async ({ input, operator, ip }) => {
  await mapProduct(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});

export const unmapProductAction = operatorAction(MAY["catalog.write"], unmapProductInput, async ({ input, operator, ip }) => {
  await unmapProduct(input, operatorActor(operator, ip));
  revalidatePath("/operator", "layout");
});

export const testStoreAction = operatorAction(MAY["settings.write"], testStoreInput, ({ input }) => testStore(input));
