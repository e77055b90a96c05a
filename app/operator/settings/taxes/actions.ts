"use server";
import { loadTaxRates } from "#lib/catalog/load-tax-rates.ts";
import { removeTaxRate, removeTaxRateInput, saveTaxRate, saveTaxRateInput } from "#lib/catalog/save-tax-rate.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { nothing, operatorAction } from "#lib/web/forms/action.ts";
import { changeShop } from "#lib/web/shop/change-shop.ts";

const writers = MAY["taxes.write"];

export const saveTaxRateAction = operatorAction(
  writers,
  saveTaxRateInput,
  async ({ input, operator, ip }) => {
    await changeShop(() => saveTaxRate(input, operatorActor(operator, ip)));
  },
  { decimals: /^rate$/ },
);

export const removeTaxRateAction = operatorAction(writers, removeTaxRateInput, ({ input, operator, ip }) =>
  changeShop(() => removeTaxRate(input, operatorActor(operator, ip))),
);

export const loadTaxRatesAction = operatorAction(writers, nothing, async ({ operator, ip }) => ({
  added: await changeShop(() => loadTaxRates(operatorActor(operator, ip))),
}));
