import { expect, it } from "vitest";
import { useDatabase } from "#tests/support/database.ts";
import { dispute } from "#tests/support/stripe-server/afterwards.ts";
import { stripeHouse, useStripe } from "./stripe-house.ts";

useDatabase();
const stripe = useStripe();
const olga = { kind: "OPERATOR" as const, name: "Olga" };
const png = { name: "usage.png", body: Buffer.from("89504e470d0a1a0a0000", "hex") };

async function disputed() {
  const { writeEvidence, writeEvidenceInput, removeEvidence } = await import("#lib/billing/settling/write-evidence.ts");
  const { answerDispute, handInAnswers } = await import("#lib/billing/settling/answer-dispute.ts");
  const { pay, confirmReturn, db, deliver } = await stripeHouse(stripe());
  const { orderId, intent, charge } = await pay();
  await confirmReturn({ orderId });
  const { world } = stripe();
  const atStripe = dispute(world, intent);
  const told = async () => {
    for (const event of world.events.filter(({ data }) => (data as { object: { id: string } }).object.id === atStripe.id))
      await deliver(stripe().webhook({ ...event, id: `${event.id}_${Math.random()}` }));
  };
  await told();
  const found = await db.dispute.findUniqueOrThrow({ where: { gateway_reference: { gateway: "stripe", reference: atStripe.id } } });
  const write = (texts: object, file: typeof png | null = null) =>
    writeEvidence(writeEvidenceInput.parse({ disputeId: found.id, ...(file && { evidence: "serviceDocument" }), ...texts }), file, olga);
  const answer = (does: "contest" | "accept") => answerDispute({ disputeId: found.id, does }, olga);
  const answers = () =>
    db.disputeAnswer.findMany({
      where: { disputeId: found.id },
      include: { files: { orderBy: { evidence: "asc" } } },
      orderBy: { id: "asc" },
    });
  const timeline = async () =>
    (
      await db.domainEvent.findMany({
        where: { transactionId: (await charge()).id, detail: { startsWith: "dispute_" } },
        orderBy: { id: "asc" },
      })
    ).map(({ detail }) => detail);
  return { db, atStripe, found, told, write, answer, answers, timeline, removeEvidence, handInAnswers };
}

it("keeps a draft with the invoice as its receipt, and hands it in once", async () => {
  const { db, atStripe, found, told, write, answer, answers, timeline } = await disputed();
  expect(found.respondBy).toEqual(new Date((atStripe.evidence_details as { due_by: number }).due_by * 1000));
  await expect(answer("contest")).rejects.toMatchObject({ code: "evidence_missing" });
  await write({ customerName: "Vera" });
  await write({ customerName: "Vera Viewer", accessLog: "Watched" }, png);
  expect(atStripe.status).toBe("needs_response");
  expect((await answers())[0].files.map(({ evidence, type }) => [evidence, type])).toEqual([
    ["receipt", "application/pdf"],
    ["serviceDocument", "image/png"],
  ]);
  await answer("contest");
  expect(atStripe).toMatchObject({
    status: "under_review",
    evidence: { customer_name: "Vera Viewer", receipt: expect.stringMatching(/^file_/) },
  });
  await expect(answer("contest")).rejects.toMatchObject({ code: "dispute_answered", status: 409 });
  await expect(write({ customerName: "Eve" })).rejects.toMatchObject({ code: "dispute_answered" });
  await told();
  expect(await timeline()).toEqual(["dispute_open", "dispute_answered"]);
  expect(await db.dispute.findUnique({ where: { id: found.id } })).toMatchObject({ status: "OPEN", respondBy: null });
  expect(await answers()).toMatchObject([{ status: "GIVEN", by: "Olga" }]);
  await expect(db.disputeAnswer.updateMany({ where: { disputeId: found.id }, data: { texts: {} } })).rejects.toThrow();
  await expect(db.disputeFile.deleteMany({ where: { answer: { disputeId: found.id } } })).rejects.toThrow();
  const audited = await db.auditEntry.findMany({ where: { subjectId: found.transactionId, action: { startsWith: "dispute." } } });
  expect(audited.map(({ action }) => action).toSorted()).toEqual(["dispute.answered", "dispute.evidence_saved", "dispute.evidence_saved"]);
});

it("is told again by the worker where the gateway gave no answer, and once in all", async () => {
  const { atStripe, write, answer, answers, timeline, handInAnswers } = await disputed();
  await write({ customerName: "Vera" });
  stripe().troubles.push("none", "none", "lost after", "lost after");
  await answer("contest");
  expect((await answers())[0].status).toBe("PENDING");
  await handInAnswers(5);
  expect(atStripe).toMatchObject({ evidence_details: { submission_count: 1 } });
  expect((await answers())[0].status).toBe("GIVEN");
  expect(await timeline()).toEqual(["dispute_open", "dispute_answered"]);
});

it("is accepted once, and lost then", async () => {
  const { db, found, told, answer, answers, timeline } = await disputed();
  await answer("accept");
  await told();
  expect(await answers()).toMatchObject([{ status: "GIVEN", does: "accept" }]);
  expect(await timeline()).toEqual(["dispute_open", "dispute_accepted", "dispute_lost"]);
  expect(await db.dispute.findUnique({ where: { id: found.id } })).toMatchObject({ status: "LOST", respondBy: null });
});

it("says a refusal, keeps it, and lets the operator go on from what was written", async () => {
  const { atStripe, write, answer, answers } = await disputed();
  await write({ customerName: "Vera" }, png);
  atStripe.status = "under_review";
  await expect(answer("contest")).rejects.toMatchObject({ code: "answer_refused", status: 409 });
  const [refused, draft] = await answers();
  expect(refused).toMatchObject({ status: "REFUSED", reason: expect.any(String) });
  expect(draft).toMatchObject({ status: "DRAFT", texts: refused.texts });
  expect(draft.files).toHaveLength(refused.files.length);
});

it("tells a file by its bytes, keeps all of them small, and takes one away again", async () => {
  const { db, found, write, answers, removeEvidence } = await disputed();
  await expect(write({}, { name: "evil.pdf", body: Buffer.from("<html>") })).rejects.toMatchObject({
    code: "evidence_type",
    field: "file",
  });
  await write({}, { name: "big.png", body: Buffer.concat([png.body, Buffer.alloc(900_000)]) });
  await write({}, png);
  const large = { name: "large.png", body: Buffer.concat([png.body, Buffer.alloc(4_500_000)]) };
  await expect(write({}, large)).rejects.toMatchObject({ code: "evidence_too_large" });
  const [{ files }] = await answers();
  expect(files.map(({ name, size }) => [name, size])).toContainEqual(["usage.png", png.body.length]);
  await removeEvidence({ fileId: files[0].id }, olga);
  expect((await answers())[0].files).toHaveLength(files.length - 1);
  await db.dispute.update({ where: { id: found.id }, data: { respondBy: new Date(0) } });
  await expect(write({ customerName: "late" })).rejects.toMatchObject({ code: "dispute_over" });
});

it("is among what waits, the one that is due first before all, until it is answered or over", async () => {
  const { dueDisputes } = await import("#lib/reports/due-disputes.ts");
  const at = new Date();
  const inDays = (days: number) => new Date(at.getTime() + days * 86_400_000);
  const [later, first, over] = [await disputed(), await disputed(), await disputed()];
  await later.db.dispute.updateMany({ data: { respondBy: null } });
  const due = ({ db, found }: typeof later, respondBy: Date) => db.dispute.update({ where: { id: found.id }, data: { respondBy } });
  await Promise.all([due(later, inDays(9.5)), due(first, inDays(2.5)), due(over, inDays(-1))]);
  const waiting = async () => (await dueDisputes(at)).map(({ id, daysLeft }) => [id, daysLeft]);
  expect(await waiting()).toEqual([
    [first.found.id, 2],
    [later.found.id, 9],
  ]);
  await first.write({ customerName: "Vera" });
  expect(await waiting()).toHaveLength(2);
  await first.answer("contest");
  expect(await waiting()).toEqual([[later.found.id, 9]]);
});

it("is answered with what the shop's terms say of cancellation and refunds", async () => {
  const { found } = await disputed();
  const { changeSettings } = await import("#tests/support/shop.ts");
  const { disputeDetails } = await import("#lib/reports/dispute-details.ts");
  await changeSettings("brand", { terms: "# Terms\n\n## Refunds\nNone after 14 days.\n\n## Cancelling\nAt any time.\n" });
  expect((await disputeDetails(found.id))?.texts).toMatchObject({
    refundPolicy: "## Refunds\nNone after 14 days.",
    cancellationPolicy: "## Cancelling\nAt any time.",
  });
});

it("tells of the plan's use before the dispute alone: that it ends then is what the dispute made of it", async () => {
  const { disputeDetails } = await import("#lib/reports/dispute-details.ts");
  const { db, found } = await disputed();
  const { subscriptionId } = await db.transaction.findUniqueOrThrow({ where: { id: found.transactionId } });
  const used = { subscriptionId, subject: { in: ["ACCESS" as const, "SUBSCRIPTION" as const] } };
  const events = await db.domainEvent.findMany({ where: used, orderBy: { position: "asc" } });
  const last = events.at(-1)!;
  await db.dispute.update({ where: { id: found.id }, data: { openedAt: new Date(last.at.getTime() - 1) } });
  const { accessLog } = (await disputeDetails(found.id))!.texts;
  expect(accessLog).toContain(events[0].at.toISOString());
  expect(accessLog).not.toContain(last.at.toISOString());
});
