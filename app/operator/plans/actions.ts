"use server";
import { redirect } from "next/navigation";
import { savePayablePrice } from "#lib/billing/buying/save-payable-price.ts";
import { archivePrice, archivePriceInput } from "#lib/catalog/archive-price.ts";
import { movePlan, movePlanInput } from "#lib/catalog/move-plan.ts";
import { POSTER_KINDS } from "#lib/catalog/poster.ts";
import { savePlan } from "#lib/catalog/save-plan.ts";
import { savePriceInput } from "#lib/catalog/save-price.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { imageDataUrl } from "#lib/kernel/image.ts";
import { movePrice, movePriceInput, stopPriceMove, stopPriceMoveInput } from "#lib/subscriptions/move-price.ts";
import { tellPriceAgain, tellPriceAgainInput } from "#lib/subscriptions/note-price.ts";
import { operatorAction } from "#lib/web/forms/action.ts";
import { nestedForm } from "#lib/web/forms/nested-values.ts";
import { uploadedFile } from "#lib/web/forms/uploaded-file.ts";
import { changeShop } from "#lib/web/shop/change-shop.ts";
import { planForm } from "./plan-form.ts";

/** Saves a plan; a new one opens its page, where its payment plans are added. */
export const savePlanAction = operatorAction(MAY["catalog.write"], planForm, async ({ input, form, operator, ip }) => {
  const upload = await uploadedFile(form, "posterFile");
  const poster = upload ? imageDataUrl(upload, POSTER_KINDS, "poster") : input.poster;
  const plan = await changeShop(() => savePlan({ ...input, poster }, operatorActor(operator, ip)));
  if (!input.id) redirect(`/operator/plans/${plan.id}`);
});

export const movePlanAction = operatorAction(MAY["catalog.write"], movePlanInput, ({ input, operator, ip }) =>
  changeShop(() => movePlan(input, operatorActor(operator, ip))),
);

export const savePriceAction = operatorAction(
  MAY["prices.write"],
  nestedForm(savePriceInput),
  async ({ input, operator, ip }) => {
    const { replaced } = await changeShop(() => savePayablePrice(input, operatorActor(operator, ip)));
    return { replaced };
  },
  { decimals: /^amounts\./ },
);

export const archivePriceAction = operatorAction(MAY["prices.write"], archivePriceInput, ({ input, operator, ip }) =>
  changeShop(() => archivePrice(input, operatorActor(operator, ip))),
);

export const movePriceAction = operatorAction(MAY["prices.write"], movePriceInput, async ({ input, operator, ip }) => {
  await movePrice(input, operatorActor(operator, ip));
});

export const stopPriceMoveAction = operatorAction(MAY["prices.write"], stopPriceMoveInput, ({ input, operator, ip }) =>
  stopPriceMove(input, operatorActor(operator, ip)),
);

export const tellPriceAgainAction = operatorAction(MAY["prices.write"], tellPriceAgainInput, ({ input, operator, ip }) =>
  tellPriceAgain(input, operatorActor(operator, ip)),
);
