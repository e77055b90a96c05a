"use server";
import { redirect } from "next/navigation";
import { addCodes, addCodesInput } from "#lib/catalog/add-codes.ts";
import { archiveCoupon, archiveCouponInput } from "#lib/catalog/archive-coupon.ts";
import { revokeCodes, revokeCodesInput } from "#lib/catalog/revoke-codes.ts";
import { saveCoupon, saveCouponInput } from "#lib/catalog/save-coupon.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/forms/action.ts";
import { nestedForm } from "#lib/web/forms/nested-values.ts";
import { changeShop } from "#lib/web/shop/change-shop.ts";

/** Saves a coupon; a new one opens its own page. */
export const saveCouponAction = operatorAction(
  MAY["coupons.write"],
  nestedForm(saveCouponInput),
  async ({ input, operator, ip }) => {
    const coupon = await changeShop(() => saveCoupon(input, operatorActor(operator, ip)));
    if (!input.id) redirect(`/operator/coupons/${coupon.id}`);
  },
  { decimals: /^(percent$|amounts\.)/ },
);

export const archiveCouponAction = operatorAction(MAY["coupons.write"], archiveCouponInput, ({ input, operator, ip }) =>
  changeShop(() => archiveCoupon(input, operatorActor(operator, ip))),
);

export const addCodesAction = operatorAction(MAY["coupons.write"], addCodesInput, async ({ input, operator, ip }) => {
  await addCodes(input, operatorActor(operator, ip));
});

export const revokeCodesAction = operatorAction(MAY["coupons.write"], revokeCodesInput, ({ input, operator, ip }) =>
  revokeCodes(input, operatorActor(operator, ip)),
);
