"use server";
import { redirect } from "next/navigation";
import { startOperatorSession } from "#lib/identity/session.ts";
import { setUpShop, setUpShopInput } from "#lib/identity/set-up.ts";
import { publicAction } from "#lib/web/forms/action.ts";

export const openShop = publicAction(setUpShopInput, async ({ input, ip }) => {
  await startOperatorSession(await setUpShop(input, ip));
  redirect("/operator/plans");
});
