import { BadProof, type ListedEvent, type StoreAnswer, type StorePort, VOIDED } from "../../store.ts";
import { answerOf } from "./answer.ts";
import { type GooglePlayConfig, type Library, loadLibrary } from "./library.ts";
import { readPush, verifyPush } from "./push.ts";

/** Not known, and expired too long ago to be kept. */
const UNKNOWN_THERE = [400, 404, 410];
const WITH_SUBSCRIPTIONS = 1;

/** Google Play, by its Developer API and the real-time notifications that Pub/Sub pushes. A purchase's reference is its token. */
export function googlePlay(config: GooglePlayConfig): StorePort {
  const { packageName } = config;
  let loaded: Promise<Library> | undefined;
  const library = () => {
    loaded ??= loadLibrary(config);
    return loaded;
  };

  /** The orders of a purchase whose money was given back, of the last 30 days. */
  async function voidedOrders(token: string): Promise<string[]> {
    const { publisher } = await library();
    const orders: string[] = [];
    for (let page: string | undefined, first = true; first || page; first = false) {
      const { data } = await publisher.purchases.voidedpurchases.list({ packageName, type: WITH_SUBSCRIPTIONS, token: page });
      for (const { purchaseToken, orderId } of data.voidedPurchases ?? []) if (purchaseToken === token && orderId) orders.push(orderId);
      page = data.tokenPagination?.nextPageToken ?? undefined;
    }
    return orders;
  }

  return {
    remembersDays: 30,

    async listEvents({ from, to, page }) {
      const { publisher } = await library();
      const window = page === null ? { startTime: String(from.getTime()), endTime: String(to.getTime()) } : { token: page };
      const { data } = await publisher.purchases.voidedpurchases.list({ packageName, type: WITH_SUBSCRIPTIONS, ...window });
      const events = (data.voidedPurchases ?? []).flatMap((voided): ListedEvent[] => {
        const { purchaseToken: reference, orderId } = voided;
        return reference && orderId
          ? [{ externalId: `voided:${orderId}`, type: VOIDED, reference, order: orderId, body: JSON.stringify(voided) }]
          : [];
      });
      return { events, next: data.tokenPagination?.nextPageToken ?? null };
    },

    async lookUp(reference, { voided } = {}): Promise<StoreAnswer | null> {
      const { publisher } = await library();
      const found = await publisher.purchases.subscriptionsv2.get({ packageName, token: reference }).catch(unlessUnknown);
      if (!found) return null;
      const answer = answerOf(reference, found.data, config.forTests);
      return voided ? { ...answer, voidedOrderIds: await voidedOrders(reference) } : answer;
    },

    async readNotification(raw) {
      const { pushes } = await library();
      await verifyPush(pushes, raw, config);
      return readPush(raw.body, packageName);
    },

    async readProof(proof) {
      if (!/^[\w.~:-]{10,1000}$/.test(proof)) throw new BadProof("not a purchase token");
      return proof;
    },

    async acknowledge({ reference, productId }) {
      const { publisher } = await library();
      await publisher.purchases.subscriptions.acknowledge({ packageName, subscriptionId: productId, token: reference });
    },

    manageUrl: (productId) =>
      `https://play.google.com/store/account/subscriptions?${new URLSearchParams({ sku: productId, package: packageName })}`,

    async test() {
      const { publisher } = await library();
      await publisher.purchases.voidedpurchases.list({ packageName, maxResults: 1 });
    },
  };
}

function unlessUnknown(error: unknown): null {
  const status = error instanceof Error && "status" in error ? Number(error.status) : 0;
  if (UNKNOWN_THERE.includes(status)) return null;
  throw error;
}
