import { afterAll, beforeAll, expect, it } from "vitest";
import { newId } from "#lib/kernel/ids.ts";
import type { DisputeAnswer } from "#lib/payments/gateway-disputes.ts";
import { stripeGateway } from "#lib/payments/gateways/stripe/gateway.ts";
import { closeDispute, dispute } from "#tests/support/stripe-server/afterwards.ts";
import { stripeDescription } from "#tests/support/stripe-server/description.ts";
import { type StripeServer, startStripeServer } from "#tests/support/stripe-server.ts";
import { CARD, checkoutOf } from "./gateway-contract.ts";

let server: StripeServer;
let gateway: ReturnType<typeof stripeGateway>;
beforeAll(async () => {
  server = await startStripeServer();
  gateway = stripeGateway({ secretKey: server.secretKey, webhookSecret: server.webhookSecret, apiBase: server.url });
});
afterAll(() => server.close());

async function disputed() {
  const { reference } = await gateway.startCheckout(checkoutOf());
  server.world.pay(reference, CARD.ok);
  const intent = server.world.get(server.world.get(reference).payment_intent);
  const opened = dispute(server.world, intent);
  const reported = async () => (await gateway.adjustments!(intent.id)).disputes[0];
  return { opened, reported };
}

const contest = (reference: string): DisputeAnswer => ({
  answerId: newId(),
  reference,
  does: "contest",
  texts: { customerName: "Vera", accessLog: "Watched on 3 days", other: "" },
  files: [{ id: newId(), evidence: "receipt", name: "2026-000042.pdf", type: "application/pdf", body: Buffer.from("%PDF-1.7 \u00e9") }],
});

it("hands evidence in once, with its files, however often it is asked", async () => {
  const { opened, reported } = await disputed();
  expect((await reported()).respondBy).toEqual(new Date((opened.evidence_details as { due_by: number }).due_by * 1000));
  const answer = contest(opened.id);
  expect(await gateway.answerDispute!(answer)).toEqual({ status: "given" });
  expect(await gateway.answerDispute!(answer)).toEqual({ status: "given" });
  const [file] = server.world.list("file");
  expect(file).toMatchObject({ filename: "2026-000042.pdf", size: 11, purpose: "dispute_evidence" });
  expect(server.world.list("file")).toHaveLength(1);
  expect(opened).toMatchObject({
    status: "under_review",
    evidence: { customer_name: "Vera", access_activity_log: "Watched on 3 days", receipt: file.id },
    evidence_details: { submission_count: 1 },
  });
  expect(opened.evidence).not.toHaveProperty("uncategorized_text");
  expect(await reported()).toMatchObject({ status: "open", respondBy: undefined });
});

it("hands in nothing twice where the answer was lost", async () => {
  const { opened } = await disputed();
  const answer = contest(opened.id);
  server.troubles.push("none", "none", "lost after", "lost after");
  expect(await gateway.answerDispute!(answer)).toMatchObject({ status: "unknown" });
  expect(await gateway.answerDispute!(answer)).toEqual({ status: "given" });
  expect(opened).toMatchObject({ evidence_details: { submission_count: 1 } });
});

it("gives a dispute up, once", async () => {
  const { opened, reported } = await disputed();
  const answer: DisputeAnswer = { answerId: newId(), reference: opened.id, does: "accept" };
  expect(await gateway.answerDispute!(answer)).toEqual({ status: "given" });
  expect(await gateway.answerDispute!(answer)).toEqual({ status: "given" });
  expect(await reported()).toMatchObject({ status: "lost", respondBy: undefined });
});

it("says a refusal at once: it is decided, or was answered in the dashboard", async () => {
  const { opened } = await disputed();
  closeDispute(server.world, opened, "won");
  expect(await gateway.answerDispute!(contest(opened.id))).toMatchObject({ status: "refused", reason: expect.any(String) });
  expect(await gateway.answerDispute!({ answerId: newId(), reference: opened.id, does: "accept" })).toMatchObject({ status: "refused" });
});

it("takes no answer where the bank takes none, as for a debit that came back", async () => {
  const { opened, reported } = await disputed();
  Object.assign(opened, { reason: "debit_not_authorized", status: "lost" });
  expect(await reported()).toMatchObject({ status: "lost", respondBy: undefined });
  Object.assign(opened, { status: "needs_response", evidence_details: { ...(opened.evidence_details as object), due_by: 0 } });
  expect((await reported()).respondBy).toBeUndefined();
});

it.skipIf(!stripeDescription())("asks and is answered as Stripe's description says", () => {
  expect(server.faults).toEqual([]);
});
