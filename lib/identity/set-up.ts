import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { loadChargedRates } from "#lib/catalog/load-charged-rates.ts";
import { hasPublishedRates } from "#lib/catalog/published-tax-rates.ts";
import { countryCode, personName } from "#lib/customers/profile.ts";
import type { Operator } from "#lib/db/generated/client.ts";
import { type Tx, transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { isCurrency } from "#lib/kernel/currency.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { flag, nameText } from "#lib/kernel/inputs.ts";
import { pretendingIds } from "#lib/payments/registry.ts";
import { saveSettings } from "#lib/settings/change-settings.ts";
import { company, type Settings } from "#lib/settings/schema.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { operatorActor } from "./actor.ts";
import { useLinkToken } from "./link-token.ts";
import { lockFirstOperator } from "./lock.ts";
import { isCommonPassword, newOperatorPassword } from "./new-password.ts";
import { hashPassword } from "./password.ts";

export const setUpShopInput = z.object({
  token: z.string().max(100),
  name: personName,
  email: emailAddress,
  password: newOperatorPassword,
  brandName: nameText(60),
  country: countryCode,
  currency: z.string().refine(isCurrency, "invalid_currency"),
  timeZone: company.shape.timeZone,
  testPayments: flag,
});

export type SetUpShopInput = z.output<typeof setUpShopInput>;

/** The first sign-in ever: makes the owner and the settings a shop cannot do without. @throws DomainError `link_expired` once there is an operator. */
export async function setUpShop(input: SetUpShopInput, ip: string | null): Promise<Operator> {
  if (isCommonPassword(input.password, [input.name, input.email, input.brandName]))
    throw new DomainError("password_common", { field: "password" });
  const passwordHash = await hashPassword(input.password);
  return transaction(async (tx) => {
    await lockFirstOperator(tx);
    await useLinkToken(tx, input.token, "SETUP");
    if ((await tx.operator.count()) > 0) throw new DomainError("link_expired", { status: 410 });
    const at = now();
    const owner = await tx.operator.create({
      data: { email: input.email, name: input.name, passwordHash, role: "OWNER", createdAt: at, lastSignInAt: at },
    });
    await saveFirstSettings(tx, input, owner, ip);
    return owner;
  });
}

async function saveFirstSettings(tx: Tx, input: SetUpShopInput, owner: Operator, ip: string | null): Promise<void> {
  const actor = operatorActor(owner, ip);
  const settings = await getSettings(tx);
  const { brandName, country, currency, timeZone, testPayments } = input;
  await recordAudit(tx, {
    actor,
    action: "operator.created",
    subjectType: "operator",
    subjectId: owner.id,
    after: { email: owner.email, role: owner.role },
  });
  await saveSettings(tx, "brand", { ...settings.brand, name: brandName }, actor);
  await saveCompany(tx, { ...settings.company, legalName: brandName, country, timeZone }, actor);
  await saveSettings(tx, "market", { ...settings.market, currencies: [currency], defaultCurrency: currency }, actor);
  const switches = pretendingIds().map((id) => [id, { enabled: testPayments }]);
  await saveSettings(tx, "gateways", { ...settings.gateways, ...Object.fromEntries(switches) }, actor);
}

/** Where rates are published it is taken for registered, and sells at once; elsewhere it charges no tax until somebody says at what rate. */
async function saveCompany(tx: Tx, saved: Settings["company"], actor: Actor): Promise<void> {
  const company = { ...saved, vatRegistered: hasPublishedRates(saved.country) };
  await saveSettings(tx, "company", company, actor);
  await loadChargedRates(tx, company, null, actor);
}
