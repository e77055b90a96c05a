import type { JWSTransactionDecodedPayload, LastTransactionsItem, StatusResponse } from "@apple/app-store-server-library";
import { z } from "zod";
import { BadNotification, BadProof, type ListedEvent, type StoreAnswer, type StoreNotification, type StorePort } from "../../store.ts";
import { answerOf } from "./answer.ts";
import { type AppleEnvironment, type AppStoreConfig, type Library, loadLibrary } from "./library.ts";

const notification = z.object({ signedPayload: z.string() });
const SUBSCRIPTION = "Auto-Renewable Subscription";
/** What Apple says where it knows nothing of a purchase, or it is another app's: AccountNotFound, OriginalTransactionIdNotFound, TransactionIdNotFound. */
const UNKNOWN_THERE = [4040001, 4040005, 4040010];

/** The App Store, by its Server API and the second version of its notifications. A purchase's reference is its original transaction id. */
export function appStore(config: AppStoreConfig): StorePort {
  /** Who reviews an app that is sold buys in the sandbox, too: such a purchase is known as a test. A test installation knows nothing else. */
  const environments: AppleEnvironment[] = config.environment === "Production" ? ["Production", "Sandbox"] : ["Sandbox"];
  const loaded = new Map<AppleEnvironment, Promise<Library>>();
  const library = (of = config.environment): Promise<Library> => {
    const found = loaded.get(of) ?? loadLibrary(config, of);
    loaded.set(of, found);
    return found;
  };

  /** What the first environment makes of it that can. @throws what the last one said */
  async function inEither<Answer>(read: (of: Library) => Promise<Answer>): Promise<Answer> {
    const [own, other] = environments;
    const answer = library(own).then(read);
    return other ? answer.catch(async () => read(await library(other))) : answer;
  }

  async function lookUpIn({ client, verifier }: Library, reference: string): Promise<StoreAnswer | null> {
    const statuses = await client.getAllSubscriptionStatuses(encodeURIComponent(reference)).catch(unlessUnknown);
    const item = statuses && itemOf(statuses, reference);
    if (!item?.signedTransactionInfo) return null;
    const transaction = await verifier.verifyAndDecodeTransaction(item.signedTransactionInfo);
    const renewal = item.signedRenewalInfo ? await verifier.verifyAndDecodeRenewalInfo(item.signedRenewalInfo) : {};
    return answerOf(reference, item.status, transaction, renewal, config.environment);
  }

  return {
    remembersDays: 180,

    async lookUp(reference) {
      for (const environment of environments) {
        const answer = await lookUpIn(await library(environment), reference);
        if (answer) return answer;
      }
      return null;
    },

    async readNotification({ body }) {
      await library();
      return inEither(async (of) => readSigned(of, notification.parse(JSON.parse(body)).signedPayload)).catch((error: unknown) => {
        throw new BadNotification("not signed by Apple for this app", { cause: error });
      });
    },

    async readProof(proof) {
      const { originalTransactionId, type } = await inEither<JWSTransactionDecodedPayload>(({ verifier }) =>
        verifier.verifyAndDecodeTransaction(proof),
      ).catch((error: unknown) => {
        throw new BadProof("not signed by Apple for this app", { cause: error });
      });
      if (!originalTransactionId || type !== SUBSCRIPTION) throw new BadProof("not a subscription that renews");
      return originalTransactionId;
    },

    async listEvents({ from, to, page }) {
      const of = await library();
      const window = { startDate: from.getTime(), endDate: to.getTime() };
      const { notificationHistory = [], hasMore, paginationToken } = await of.client.getNotificationHistory(page, window);
      const events: ListedEvent[] = [];
      for (const { signedPayload } of notificationHistory) {
        const told = signedPayload ? await readSigned(of, signedPayload) : null;
        if (told?.reference) events.push({ ...told, body: JSON.stringify({ signedPayload }) });
      }
      return { events, next: hasMore ? (paginationToken ?? null) : null };
    },

    manageUrl: () => "https://apps.apple.com/account/subscriptions",

    async test() {
      const { client } = await library();
      await client.requestTestNotification();
    },
  };
}

/** Null for one that says nothing of a subscription. @throws for what is not Apple's, not this app's, or of another environment. */
async function readSigned({ verifier }: Library, payload: string): Promise<StoreNotification | null> {
  const { notificationUUID, notificationType, subtype, data } = await verifier.verifyAndDecodeNotification(payload);
  if (!notificationUUID) throw new Error("A notification of Apple's without an id");
  const signed = data?.signedTransactionInfo;
  const transaction = signed ? await verifier.verifyAndDecodeTransaction(signed) : null;
  const event = { externalId: notificationUUID, type: [notificationType, subtype].filter(Boolean).join(".") };
  if (notificationType === "TEST") return event;
  return transaction?.type === SUBSCRIPTION ? { ...event, reference: transaction.originalTransactionId } : null;
}

/** Of all that the viewer has in this app, the one that was asked for: plans of one group take each other's place in it. */
function itemOf({ data }: StatusResponse, reference: string): LastTransactionsItem | undefined {
  return data?.flatMap((group) => group.lastTransactions ?? []).find((item) => item.originalTransactionId === reference);
}

function unlessUnknown(error: unknown): null {
  if (error instanceof Error && "apiError" in error && UNKNOWN_THERE.includes(Number(error.apiError))) return null;
  throw error;
}
