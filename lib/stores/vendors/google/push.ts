import type { OAuth2Client } from "google-auth-library";
import { z } from "zod";
import { BadNotification, type RawNotification, type StoreNotification, VOIDED } from "../../store.ts";

const push = z.object({ message: z.object({ messageId: z.string().min(1), data: z.string() }) });

/** Source: developer.android.com/google/play/billing/rtdn-reference. Times and kinds are left out: Google is asked what is true. */
const told = z.object({
  packageName: z.string(),
  subscriptionNotification: z.object({ notificationType: z.number(), purchaseToken: z.string() }).optional(),
  voidedPurchaseNotification: z.object({ purchaseToken: z.string(), productType: z.number() }).optional(),
  testNotification: z.object({}).optional(),
});
const VOIDED_SUBSCRIPTION = 1;

/** Whether a push was made by Google for this address, in the name of the account that the push subscription has. @throws BadNotification */
export async function verifyPush(
  pushes: OAuth2Client,
  { headers }: RawNotification,
  { audience, pushAccount }: { audience: string; pushAccount: string },
): Promise<void> {
  const idToken = /^Bearer ([^\s]+)$/i.exec(headers.authorization ?? "")?.[1];
  if (!idToken) throw new BadNotification("without a token");
  await pushes.getFederatedSignonCertsAsync(); // the wrong keys are no fault of the push
  const ticket = await pushes.verifyIdToken({ idToken, audience }).catch((error: unknown) => {
    throw new BadNotification("not signed by Google for this address", { cause: error });
  });
  const claims = ticket.getPayload();
  if (claims?.email !== pushAccount || !claims.email_verified) throw new BadNotification("of another account");
}

/** What a verified push says; null where it is of another app, or of no subscription. @throws BadNotification for what is no push at all. */
export function readPush(body: string, packageName: string): StoreNotification | null {
  const { message, notice } = parse(body);
  if (notice.packageName !== packageName) return null;
  const { subscriptionNotification: of, voidedPurchaseNotification: voided, testNotification: test } = notice;
  const externalId = message.messageId;
  if (of) return { externalId, type: `subscription.${of.notificationType}`, reference: of.purchaseToken };
  if (voided?.productType === VOIDED_SUBSCRIPTION) return { externalId, type: VOIDED, reference: voided.purchaseToken };
  return test ? { externalId, type: "test" } : null;
}

function parse(body: string) {
  try {
    const { message } = push.parse(JSON.parse(body));
    return { message, notice: told.parse(JSON.parse(Buffer.from(message.data, "base64").toString("utf8"))) };
  } catch (error) {
    throw new BadNotification("not a push of Google Play", { cause: error });
  }
}
