import { expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { serviceLogin } from "#lib/customers/open-service-login.ts";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { unseal } from "#lib/kernel/seal.ts";
import { deliverDueMessages } from "#lib/messages/sending/deliver.ts";
import { messageDetails } from "#lib/messages/sending/queries.ts";
import { resendMessage } from "#lib/messages/sending/resend.ts";
import { unsealSecrets } from "#lib/messages/templates/secrets.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

useDatabase();

/** As after a change of AUTH_SECRET. */
async function aViewerWhoseLoginIsUnreadable() {
  const viewer = await aViewer();
  return db.customer.update({ where: { id: viewer.id }, data: { servicePassword: "sealed with another secret" } });
}

test("a TV login that cannot be read stops no payment: the welcome brings a new password", async () => {
  const viewer = await aViewerWhoseLoginIsUnreadable();
  const { status, subscriptionId } = await buy(viewer, (await aPlan()).price);
  expect(status).toBe("paid");
  const { servicePassword } = await db.customer.findUniqueOrThrow({ where: { id: viewer.id } });
  const { secrets } = await db.message.findFirstOrThrow({ where: { subscriptionId, templateKey: "welcome" } });
  expect(new Set(Object.values(unsealSecrets(secrets)))).toEqual(new Set([unseal(servicePassword)]));
  expect(await db.auditEntry.findMany({ where: { subjectId: viewer.id }, select: { action: true, actorKind: true } })).toEqual([
    { action: "customer.login_renewed", actorKind: "SYSTEM" },
  ]);
});

test("its owner is shown the new password, which stays", async () => {
  const shown = (id: string) => transaction(async (tx) => serviceLogin(tx, await tx.customer.findUniqueOrThrow({ where: { id } })));
  const { id, serviceUserId: userId } = await aViewerWhoseLoginIsUnreadable();
  const first = await shown(id);
  expect(first).toMatchObject({ userId, renewed: true });
  expect(await shown(id)).toEqual({ ...first, renewed: false });
});

test("a welcome that can no longer be filled in says so instead of failing", async () => {
  const viewer = await aViewer();
  const { subscriptionId } = await buy(viewer, (await aPlan()).price);
  await deliverDueMessages();
  await db.customer.update({ where: { id: viewer.id }, data: { servicePassword: "sealed with another secret" } });
  const { id } = await db.message.findFirstOrThrow({ where: { subscriptionId, templateKey: "welcome" } });
  expect((await messageDetails(id))?.resend).toEqual({ obstacle: "resend_secret_gone" });
  await expect(resendMessage({ id }, SYSTEM)).rejects.toMatchObject({ code: "resend_secret_gone" });
});
