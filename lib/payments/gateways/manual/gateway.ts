import { now } from "#lib/kernel/clock.ts";
import { creditorReference } from "#lib/kernel/creditor-reference.ts";
import { inGroups } from "#lib/kernel/mod97.ts";
import type { SettingValues } from "#lib/kernel/setting-fields.ts";
import { type PaymentGateway, type PaymentOutcome, RefusedRequest } from "../../gateway.ts";
import type { Instruction } from "../../instructions.ts";
import { transferCode } from "./transfer-code.ts";

const DAY_MS = 86_400_000;

const NOT_POSSIBLE: PaymentOutcome = {
  status: "declined",
  retry: "final",
  code: "not_supported",
  reason: "Nobody but the viewer, or an operator, can move this money.",
};

/** Bank transfer, cash and cheques: viewers are told where the money goes and by which reference it is known; people record that it came. */
export const manualGateway: PaymentGateway = {
  can: { offSession: false, refunds: "none", webhooks: false },
  byHand: { daysAhead: ({ ahead }) => Number(ahead || DAYS) },

  async startCheckout({ transactionId, returnUrl, settings }) {
    if (meansOf(settings).length === 0)
      throw new RefusedRequest("means_missing", "No account, no place for cash and none for cheques is set.");
    return { reference: creditorReference(transactionId), url: returnUrl };
  },
  chargeSaved: async () => NOT_POSSIBLE,
  refund: async () => NOT_POSSIBLE,

  async lookUp({ transactionId, reference, settings, amount, madeAt = now(), givenUp }) {
    if (reference !== creditorReference(transactionId)) return { status: "unknown", reason: "This is no reference of ours." };
    if (givenUp) return { status: "canceled", reference, reason: "given up" };
    const until = new Date(madeAt.getTime() + Number(settings.days || DAYS) * DAY_MS);
    if (until <= now()) return { status: "canceled", reference, reason: "expired" };
    return {
      status: "needs_action",
      reference,
      instructions: instructionsOf(settings, reference),
      until,
      qr: transferCode(settings, reference, amount),
    };
  },

  marks: ({ settings }) => meansOf(settings),
  readWebhook: async () => null,
  test: async () => undefined,
};

/** How long is waited for the money, and how long before a period it is asked for, where operators say nothing else. */
export const DAYS = "14";

type Means = "bank" | "cash" | "cheque";

/** What operators have filled in is offered. */
function meansOf({ iban, account, cash, cheque }: SettingValues): Means[] {
  const means: [Means, unknown][] = [
    ["bank", iban || account],
    ["cash", cash],
    ["cheque", cheque],
  ];
  return means.flatMap(([name, filled]) => (filled ? [name] : []));
}

function instructionsOf(settings: SettingValues, reference: string): Instruction[] {
  const line = (label: Instruction["label"], value = settings[label]): Instruction[] => (value ? [{ label, value: String(value) }] : []);
  const account = meansOf(settings).includes("bank")
    ? [...line("iban", inGroups(String(settings.iban ?? ""))), ...line("bic"), ...line("bank"), ...line("account"), ...line("branch")]
    : [];
  return [...line("payee"), ...account, ...line("reference", inGroups(reference)), ...line("cash"), ...line("cheque"), ...line("note")];
}
