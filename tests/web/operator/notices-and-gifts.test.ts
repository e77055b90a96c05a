import { beforeEach, describe, expect, it, vi } from "vitest";
import { sendAgain } from "#app/operator/gifts/actions.ts";
import { markDealtWith } from "#app/operator/notices/actions.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { buyGift, buyGiftInput } from "#lib/billing/buying/buy-gift.ts";
import { prepareOrder } from "#lib/billing/buying/quote-order.ts";
import { giveNotice, giveNoticeInput } from "#lib/billing/ending/give-notice.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import { newId } from "#lib/kernel/ids.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, Refused, submit } from "#tests/support/request.ts";
import { aPlan, aViewer, payAtSandbox } from "#tests/support/shop.ts";
import { signInAs } from "#tests/web/sign-in-as.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

useDatabase();
beforeEach(() => newBrowser());

/** One that fits nobody, so that somebody has to deal with it. */
async function aNotice(): Promise<string> {
  const email = `${newId()}@example.com`;
  await giveNotice(giveNoticeInput.parse({ name: "Nora", email, contract: "Gold", kind: "ordinary", cause: "" }), null, "en");
  return (await db.cancellationNotice.findFirstOrThrow({ where: { email } })).id;
}

async function aGift(): Promise<string> {
  const giver = await aViewer();
  const { price } = await aPlan();
  const request = { priceId: price.id, currency: "EUR", country: "DE" };
  const { quote } = await prepareOrder(db, { ...request, customerId: giver.id }, await getSettings(), true);
  const whom = { toName: "Rita", toEmail: "rita@example.com", gateway: "sandbox", consent: "on" };
  const { orderId } = await buyGift(buyGiftInput.parse({ ...request, ...whom, shown: writtenTerms(quote, giver.id) }), giver, null);
  await payAtSandbox(orderId);
  await confirmReturn({ orderId });
  return (await db.gift.findUniqueOrThrow({ where: { orderId } })).id;
}

const dealtWith = (noticeId: string) => db.noticeDealtWith.findUnique({ where: { noticeId } });

describe("a notice that waits for somebody", () => {
  it.each(["SUPPORT", "FINANCE", "OWNER"] as const)("is dealt with by %s, in their name", async (role) => {
    const noticeId = await aNotice();
    const { id, name } = await signInAs(role);
    expect(await submit(markDealtWith, { noticeId, note: "Called her: she meant another shop." })).toMatchObject({ status: "done" });
    expect(await dealtWith(noticeId)).toMatchObject({ note: "Called her: she meant another shop.", by: name });
    expect(await db.auditEntry.findFirst({ where: { subjectId: noticeId, action: "notice.dealt_with" } })).toMatchObject({ actorId: id });
  });

  it("is left alone by who may only look, and by who is signed out", async () => {
    const noticeId = await aNotice();
    expect((await submit(markDealtWith, { noticeId, note: "Done" })).to).toMatch(/^\/operator\/sign-in/);
    await signInAs("VIEWER");
    await expect(submit(markDealtWith, { noticeId, note: "Done" })).rejects.toBeInstanceOf(Refused);
    expect(await dealtWith(noticeId)).toBeNull();
  });

  it("takes a word about what was done, and is dealt with once", async () => {
    const noticeId = await aNotice();
    await signInAs("SUPPORT");
    const empty = await submit(markDealtWith, { noticeId, note: " " });
    expect(empty).toMatchObject({ status: "refused", errors: { note: "Please fill this in." }, values: { noticeId, note: " " } });
    expect(await submit(markDealtWith, { noticeId: "1", note: "Done" })).toMatchObject({
      status: "refused",
      errors: { noticeId: expect.any(String) },
    });
    expect(await submit(markDealtWith, { noticeId: newId(), note: "Done" })).toMatchObject({ status: "refused" });
    expect(await dealtWith(noticeId)).toBeNull();
    expect(await submit(markDealtWith, { noticeId, note: "Done" })).toMatchObject({ status: "done" });
    expect(await submit(markDealtWith, { noticeId, note: "Again" })).toMatchObject({ status: "refused" });
    expect(await dealtWith(noticeId)).toMatchObject({ note: "Done" });
  });
});

const letters = async (toEmail: string) => db.message.count({ where: { templateKey: "gift", recipient: toEmail } });

describe("a gift's letter", () => {
  it.each(["SUPPORT", "FINANCE", "OWNER"] as const)("is sent again by %s, where the address is put right", async (role) => {
    const giftId = await aGift();
    await signInAs(role);
    const toEmail = `${newId()}@example.com`;
    expect(await submit(sendAgain, { giftId, toEmail })).toMatchObject({ status: "done" });
    expect(await db.gift.findUniqueOrThrow({ where: { id: giftId } })).toMatchObject({ toEmail });
    expect(await letters(toEmail)).toBe(1);
  });

  it("goes to nobody at the wish of who may only look, or is signed out", async () => {
    const giftId = await aGift();
    const toEmail = `${newId()}@example.com`;
    expect((await submit(sendAgain, { giftId, toEmail })).to).toMatch(/^\/operator\/sign-in/);
    await signInAs("VIEWER");
    await expect(submit(sendAgain, { giftId, toEmail })).rejects.toBeInstanceOf(Refused);
    expect(await letters(toEmail)).toBe(0);
  });

  it("needs an address that there can be, and a gift that there is", async () => {
    const giftId = await aGift();
    await signInAs("SUPPORT");
    expect(await submit(sendAgain, { giftId, toEmail: "rita" })).toMatchObject({
      status: "refused",
      errors: { toEmail: expect.any(String) },
    });
    expect(await submit(sendAgain, { giftId: newId(), toEmail: "rita@example.com" })).toMatchObject({ status: "refused" });
    expect(await db.gift.findUniqueOrThrow({ where: { id: giftId } })).toMatchObject({ toEmail: "rita@example.com" });
  });
});
