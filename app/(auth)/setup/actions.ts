"use server";
import { redirect } from "next/navigation";
import { startOperatorSession } from "#lib/identity/session.ts";
import { setUp, setUpShop } from "#lib/identity/set-up.ts";
import { publicAction } from "#lib/web/forms/action.ts";

export const openShop = publicAction(setUp, async ({ input, ip }) => {
  await startOperatorSession(await setUpShop(input, ip));
  redirect("/operator/plans");
});
