import { expect, it } from "vitest";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { isCreditorReference } from "#lib/kernel/creditor-reference.ts";
import { newId } from "#lib/kernel/ids.ts";
import { money } from "#lib/kernel/money.ts";
import { settingsInput, settingValues } from "#lib/kernel/setting-fields.ts";
import { manual } from "#lib/payments/gateways/manual/plugin.ts";
import { checkoutOf, type GatewayBench, gatewayContract } from "./gateway-contract.ts";

const gateway = manual.open({});
const set = { payee: "My TV Ltd", iban: "DE89370400440532013000", bic: "COBADEFFXXX", cash: "Main Street 1", note: "Thank you." };
const settings = settingValues(manual.settings, set);

const bench = async (): Promise<GatewayBench> => ({
  gateway,
  settings,
  pay: async () => undefined,
  confirm: async () => undefined,
  settle: () => undefined,
  expire: () => stopClockAt(new Date(now().getTime() + 15 * 86_400_000)),
  webhook: () => ({ body: "", headers: {} }),
  close: async () => runClock(),
});
gatewayContract("manual", bench, {
  can: { offSession: false, refunds: "none", webhooks: false },
  byHand: true,
  paid: {},
  amounts: [],
  cards: { ok: "none" },
});

const look = (over: object = {}) => {
  const transactionId = newId();
  return gateway.startCheckout(checkoutOf({ transactionId, settings })).then(async ({ reference }) => ({
    reference,
    outcome: await gateway.lookUp({
      kind: "CHARGE",
      transactionId,
      reference,
      settings,
      amount: money(1_200n, "EUR"),
      madeAt: now(),
      ...over,
    }),
  }));
};

it("says where the money goes, by which reference it is known, until when it is waited for, and what banks' apps scan", async () => {
  runClock();
  const { reference, outcome } = await look();
  expect(isCreditorReference(reference)).toBe(true);
  expect(outcome).toEqual({
    status: "needs_action",
    reference,
    instructions: [
      { label: "payee", value: "My TV Ltd" },
      { label: "iban", value: "DE89 3704 0044 0532 0130 00" },
      { label: "bic", value: "COBADEFFXXX" },
      { label: "reference", value: reference.replace(/(.{4})(?=.)/g, "$1 ") },
      { label: "cash", value: "Main Street 1" },
      { label: "note", value: "Thank you." },
    ],
    until: expect.any(Date),
    // EPC069-12, the order of its lines
    qr: `BCD\n002\n1\nSCT\nCOBADEFFXXX\nMy TV Ltd\nDE89370400440532013000\nEUR12.00\n\n${reference}`,
  });
  expect((await look({ amount: money(1_200n, "USD") })).outcome).toMatchObject({ qr: undefined });
  expect((await look({ settings: { ...settings, iban: "" } })).outcome).toMatchObject({ qr: undefined });
});

it("opens nothing as long as no way to pay is filled in, and shows the marks of those that are", async () => {
  const none = settingValues(manual.settings, { payee: "My TV Ltd" });
  await expect(gateway.startCheckout(checkoutOf({ settings: none }))).rejects.toMatchObject({ code: "means_missing" });
  const marks = (over: object) =>
    gateway.marks!({ amount: money(1_200n, "EUR"), country: "DE", saves: false, settings: { ...none, ...over } });
  expect(marks({})).toEqual([]);
  expect(marks({ account: "123", cheque: "PO Box 1" })).toEqual(["bank", "cheque"]);
});

it("lets operators save an IBAN as they write it, and none that is wrong", () => {
  const save = (iban: string) => settingsInput(manual.settings).safeParse({ ...settings, iban });
  expect(save("de89 3704 0044 0532 0130 00").data).toMatchObject({ iban: set.iban });
  expect(save("DE88 3704 0044 0532 0130 00").error?.issues).toEqual([expect.objectContaining({ message: "invalid_iban", path: ["iban"] })]);
});
