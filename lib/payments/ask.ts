import type { Transaction, TransactionKind } from "#lib/db/generated/client.ts";
import { heardIn } from "#lib/inbox/heard.ts";
import { log } from "#lib/kernel/log.ts";
import { type SettingValues, settingValues } from "#lib/kernel/setting-fields.ts";
import type { Gateway, GatewayReference, PaymentOutcome } from "./gateway.ts";
import { noteRequest } from "./hanging.ts";
import { isPage } from "./page-address.ts";
import { FAILED } from "./state.ts";

/** Turns whatever goes wrong on the way into `unknown`: no answer is never a failure. */
export async function ask(gateway: Gateway, kind: TransactionKind, call: () => Promise<PaymentOutcome>): Promise<PaymentOutcome> {
  const began = performance.now();
  const outcome = ledSafely(toldWhole(await answerOf(call).catch(noAnswer), kind));
  noteRequest(gateway.id, outcome.status !== "unknown", performance.now() - began);
  return outcome;
}

/** Nothing is counted as taken or given back of which the gateway does not say how much. */
function toldWhole(outcome: PaymentOutcome, kind: TransactionKind): PaymentOutcome {
  if (kind === "SETUP" || outcome.status !== "succeeded" || outcome.amount) return outcome;
  return { status: "unknown", reason: "the gateway does not say how much it moved" };
}

function ledSafely(outcome: PaymentOutcome): PaymentOutcome {
  if (outcome.status !== "needs_action" || outcome.url === undefined || isPage(outcome.url)) return outcome;
  return { status: "unknown", reason: "the gateway names no page that anybody may be led to" };
}

/** A plug-in may throw before it promises anything, or promise what is no answer. */
async function answerOf(call: () => Promise<PaymentOutcome>): Promise<PaymentOutcome> {
  const outcome: PaymentOutcome | undefined = await call();
  if (!outcome?.status) throw new Error("the gateway's answer says nothing");
  return outcome;
}

function noAnswer(error: unknown): PaymentOutcome {
  log.warn({ err: error }, "gateway gave no answer");
  return { status: "unknown", reason: error instanceof Error ? error.message : "no answer" };
}

/**
 * Asks what became of a transaction that the gateway knows by its reference.
 * @param told where to look when its own reference is not known, for the answer that would have named it was lost or is still on its way
 * @param more `givenUp` also where the row does not say so: nobody is to pay what it is for; `report`, as of a GatewayReference
 */
export async function lookUp(
  gateway: Gateway,
  row: Transaction,
  told?: string,
  more: Pick<GatewayReference, "givenUp" | "report"> = {},
): Promise<PaymentOutcome> {
  const reference = row.gatewayReference ?? told;
  if (!reference) return { status: "unknown", reason: "the gateway has not answered yet" };
  const known = { ...referenceOf(gateway, row, reference), ...more };
  const reports = gateway.reportsOf?.(known) ?? [];
  const wanted = reports.length > 0 ? { ...known, heard: await heardIn(gateway.id, reports) } : known;
  return ask(gateway, row.kind, () => gateway.lookUp(wanted));
}

/** How a gateway is told which of its payments is meant. */
export function referenceOf(gateway: Gateway, row: Transaction, reference: string): GatewayReference {
  const { id: transactionId, kind, status, currency, createdAt: madeAt } = row;
  const givenUp = kind !== "REFUND" && FAILED.includes(status);
  const amount = { minor: row.amount, currency };
  const known = { ...(givenUp && { givenUp }), ...(status === "SUCCEEDED" && { settled: true }) };
  return { kind, transactionId, reference, settings: writtenSettings(gateway, row), amount, madeAt, ...known };
}

/** What operators had set for the gateway when a transaction was written down; the defaults where it lacks some. */
export function writtenSettings({ settings }: Gateway, { request }: Transaction): SettingValues {
  return settingValues(settings, (request as { settings?: SettingValues } | null)?.settings);
}
