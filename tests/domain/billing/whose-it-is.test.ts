import { expect, test } from "vitest";
import { addMethod } from "#lib/billing/buying/add-method.ts";
import { retryOrder } from "#lib/billing/buying/retry-order.ts";
import { cancelPlan, undoCancel } from "#lib/billing/ending/cancel-plan.ts";
import { openServiceLogin } from "#lib/customers/open-service-login.ts";
import { renewServiceLogin } from "#lib/customers/renew-service-login.ts";
import { db } from "#lib/db/client.ts";
import { followMethodLink } from "#lib/identity/follow-method-link.ts";
import { sendMethodLink } from "#lib/identity/send-method-link.ts";
import { ownInvoiceForPdf } from "#lib/invoices/queries.ts";
import { newId } from "#lib/kernel/ids.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy, order, ownerOf } from "#tests/support/shop.ts";

useDatabase();

const OLGA = { kind: "OPERATOR", name: "Olga" } as const;

test("a viewer cancels, keeps and takes up their own only, whatever page asks", async () => {
  const [mine, theirs] = [await aViewer(), await aViewer()];
  const { subscriptionId } = await buy(theirs, (await aPlan()).price);
  const { orderId } = await order(theirs, (await aPlan()).price);
  const me = { kind: "VIEWER", id: mine.id, name: mine.name } as const;
  const refused = { code: "subscription_unknown", status: 404 };
  await expect(cancelPlan({ subscriptionId }, me)).rejects.toMatchObject(refused);
  const atOnce = cancelPlan({ subscriptionId, when: "now" }, await ownerOf(subscriptionId));
  await expect(atOnce).rejects.toMatchObject({ code: "invalid", field: "when" });
  await cancelPlan({ subscriptionId }, await ownerOf(subscriptionId));
  await expect(undoCancel({ subscriptionId }, me)).rejects.toMatchObject(refused);
  await undoCancel({ subscriptionId }, await ownerOf(subscriptionId));
  await cancelPlan({ subscriptionId }, OLGA);
  await expect(retryOrder({ orderId }, mine.id)).rejects.toMatchObject({ code: "order_unknown", status: 404 });
  expect(await retryOrder({ orderId }, theirs.id)).toContain("/sandbox/pay/");
});

test("a viewer prints their own issued invoices only", async () => {
  const [mine, theirs] = [await aViewer(), await aViewer()];
  const { orderId } = await buy(theirs, (await aPlan()).price);
  const unpaid = await order(theirs, (await aPlan()).price);
  const [issued, draft] = await Promise.all(
    [orderId, unpaid.orderId].map((id) => db.invoice.findFirstOrThrow({ where: { orderId: id }, select: { id: true } })),
  );
  expect(await ownInvoiceForPdf(mine.id, issued.id)).toBeNull();
  expect(await ownInvoiceForPdf(theirs.id, draft.id)).toBeNull();
  expect(await ownInvoiceForPdf(theirs.id, issued.id)).toMatchObject({ customerId: theirs.id });
});

test("a new password of the TV app stands in the audit log, whoever asked for it, and is made for viewers only", async () => {
  const viewer = await aViewer();
  const { password } = await renewServiceLogin({ customerId: viewer.id }, OLGA);
  const known = await db.customer.findUniqueOrThrow({ where: { id: viewer.id } });
  expect(await openServiceLogin(known)).toEqual({ userId: viewer.serviceUserId, password, renewed: false });
  await renewServiceLogin({ customerId: viewer.id }, { kind: "VIEWER", id: viewer.id, name: viewer.name });
  const entries = await db.auditEntry.findMany({ where: { action: "customer.login_reset", subjectId: viewer.id }, orderBy: { id: "asc" } });
  expect(entries.map(({ actorKind }) => actorKind)).toEqual(["OPERATOR", "VIEWER"]);
  await expect(renewServiceLogin({ customerId: newId() }, OLGA)).rejects.toMatchObject({ code: "customer_unknown", status: 404 });
  await expect(openServiceLogin({ ...known, id: newId(), servicePassword: "sealed by nobody" })).rejects.toMatchObject({
    code: "customer_unknown",
    status: 404,
  });
});

test("a link to save a card is used with the card's page, or not at all", async () => {
  const viewer = await aViewer();
  const token = new URL(await sendMethodLink({ customerId: viewer.id }, OLGA)).searchParams.get("token")!;
  const byLink = (gateway: string) => addMethod({ customer: (tx) => followMethodLink(tx, { token }), gateway, source: "link", ip: null });
  await expect(byLink("nobody")).rejects.toMatchObject({ code: "gateway_unavailable" });
  expect(await byLink("sandbox")).toContain("/sandbox/pay/");
  await expect(byLink("sandbox")).rejects.toMatchObject({ code: "link_expired" });
});
