import type { LastTransactionsItem, StatusResponse } from "@apple/app-store-server-library";
import { z } from "zod";
import { BadNotification, BadProof, type StoreAnswer, type StoreNotification, type StorePort } from "../../store.ts";
import { answerOf } from "./answer.ts";
import { type AppStoreConfig, type Library, loadLibrary } from "./library.ts";

const notification = z.object({ signedPayload: z.string() });
const SUBSCRIPTION = "Auto-Renewable Subscription";
/** What Apple says where it knows nothing of a purchase, or it is another app's: AccountNotFound, OriginalTransactionIdNotFound, TransactionIdNotFound. */
const UNKNOWN_THERE = [4040001, 4040005, 4040010];

/** The App Store, by its Server API and the second version of its notifications. A purchase's reference is its original transaction id. */
export function appStore(config: AppStoreConfig): StorePort {
  let loaded: Promise<Library> | undefined;
  const library = () => {
    loaded ??= loadLibrary(config);
    return loaded;
  };

  async function lookUp(reference: string): Promise<StoreAnswer | null> {
    const { client, verifier } = await library();
    const statuses = await client.getAllSubscriptionStatuses(encodeURIComponent(reference)).catch(unlessUnknown);
    const item = statuses && itemOf(statuses, reference);
    if (!item?.signedTransactionInfo) return null;
    const transaction = await verifier.verifyAndDecodeTransaction(item.signedTransactionInfo);
    const renewal = item.signedRenewalInfo ? await verifier.verifyAndDecodeRenewalInfo(item.signedRenewalInfo) : {};
    return answerOf(reference, item.status, transaction, renewal);
  }

  return {
    lookUp,

    async readNotification({ body }): Promise<StoreNotification | null> {
      const { verifier } = await library();
      const read = async () => {
        const { signedPayload } = notification.parse(JSON.parse(body));
        const told = await verifier.verifyAndDecodeNotification(signedPayload);
        const signed = told.data?.signedTransactionInfo;
        return { told, transaction: signed ? await verifier.verifyAndDecodeTransaction(signed) : null };
      };
      const { told, transaction } = await read().catch((error: unknown) => {
        throw new BadNotification("not signed by Apple for this app", { cause: error });
      });
      if (!told.notificationUUID) throw new BadNotification("without an id");
      const type = [told.notificationType, told.subtype].filter(Boolean).join(".");
      const event = { externalId: told.notificationUUID, type };
      if (told.notificationType === "TEST") return event;
      return transaction?.type === SUBSCRIPTION ? { ...event, reference: transaction.originalTransactionId } : null;
    },

    async readProof(proof) {
      const { verifier } = await library();
      const { originalTransactionId, type } = await verifier.verifyAndDecodeTransaction(proof).catch((error: unknown) => {
        throw new BadProof("not signed by Apple for this app", { cause: error });
      });
      if (!originalTransactionId || type !== SUBSCRIPTION) throw new BadProof("not a subscription that renews");
      return originalTransactionId;
    },

    manageUrl: () => "https://apps.apple.com/account/subscriptions",

    async test() {
      const { client } = await library();
      await client.requestTestNotification();
    },
  };
}

/** Of all that the viewer has in this app, the one that was asked for: plans of one group take each other's place in it. */
function itemOf({ data }: StatusResponse, reference: string): LastTransactionsItem | undefined {
  return data?.flatMap((group) => group.lastTransactions ?? []).find((item) => item.originalTransactionId === reference);
}

function unlessUnknown(error: unknown): null {
  if (error instanceof Error && "apiError" in error && UNKNOWN_THERE.includes(Number(error.apiError))) return null;
  throw error;
}
