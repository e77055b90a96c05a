import { generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { type Answer, type Asked, loopback } from "./loopback.ts";

const PACKAGE = "com.example.tv";
const AUDIENCE = "https://tv.example.com/api/webhooks/stores/google";
const PUSHER = "play-push@my-project.iam.gserviceaccount.com";

const service = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ours = generateKeyPairSync("rsa", { modulusLength: 2048 });
const strangers = generateKeyPairSync("rsa", { modulusLength: 2048 });

export type SoldThere = {
  token: string;
  product: string;
  state: string;
  expires: Date;
  renews: boolean;
  account?: string;
  replaces?: string;
  order: string;
  /** What takes the product's place at the renewal. */
  next?: { product: string; expires?: Date };
  acknowledged: boolean;
  test?: boolean;
};

/** Google Play's Developer API, its tokens and its keys on the loopback: what it has sold is its state. */
export async function startPlay() {
  const sold = new Map<string, SoldThere>();
  const voided: Voided[] = [];
  const troubles: (Answer | "silence")[] = [];
  const asked: Asked[] = [];
  const server = await loopback((request) => {
    asked.push(request);
    if (request.path === "/token") return { body: { access_token: "access", expires_in: 3600, token_type: "Bearer" } };
    if (request.path === "/oauth2/v1/certs")
      return { body: { ours: ours.publicKey.export({ type: "spki", format: "pem" }) }, headers: { "cache-control": "max-age=3600" } };
    const trouble = troubles.shift();
    if (trouble) return trouble === "silence" ? undefined : trouble;
    if (request.headers.authorization !== "Bearer access") return { status: 401 };
    const path = request.path.replace(`/androidpublisher/v3/applications/${PACKAGE}/purchases/`, "");
    if (path === "voidedpurchases") return { body: pageOf(voided, request.query) };
    const [, token, verb] = /\/tokens\/([^:]+)(:acknowledge)?$/.exec(path) ?? [];
    const found = sold.get(token ?? "");
    if (!found) return { status: 404, body: { error: { code: 404, message: "The purchase token was not found." } } };
    if (verb && path.startsWith(`subscriptions/${found.product}/`)) {
      found.acknowledged = true;
      return { status: 204 };
    }
    return { body: purchaseOf(found) };
  });

  const keys = {
    GOOGLE_PLAY_PACKAGE_NAME: PACKAGE,
    GOOGLE_PLAY_SERVICE_ACCOUNT: JSON.stringify({
      type: "service_account",
      client_email: "streamtill@my-project.iam.gserviceaccount.com",
      private_key: service.privateKey.export({ type: "pkcs8", format: "pem" }),
    }),
    GOOGLE_PLAY_PUSH_AUDIENCE: AUDIENCE,
    GOOGLE_PLAY_PUSH_ACCOUNT: PUSHER,
    GOOGLE_API_BASE: server.url,
  };

  /** Somebody buys in the app. */
  function sell(given: Partial<SoldThere> & Pick<SoldThere, "token" | "expires">): SoldThere {
    const state = "SUBSCRIPTION_STATE_ACTIVE";
    const bought: SoldThere = { product: "tv.family", state, renews: true, order: `GPA.${given.token}`, acknowledged: false, ...given };
    sold.set(bought.token, bought);
    return bought;
  }

  return { keys, url: server.url, close: server.close, sold, voided, troubles, asked, sell };
}

type Voided = { purchaseToken: string; orderId: string; voidedTimeMillis?: string };

/** Two of them, of the time that is asked for, and the token of the next page, which says all of it. */
function pageOf(voided: Voided[], query: URLSearchParams) {
  const asked = JSON.parse(query.get("token") ?? "null") ?? { start: query.get("startTime"), end: query.get("endTime"), skip: 0 };
  const { start, end, skip } = asked;
  const among = voided.filter(({ voidedTimeMillis: at }) => !at || ((!start || +at >= +start) && (!end || +at < +end)));
  const token = skip + 2 < among.length ? JSON.stringify({ ...asked, skip: skip + 2 }) : undefined;
  return { voidedPurchases: among.slice(skip, skip + 2), ...(token && { tokenPagination: { nextPageToken: token } }) };
}

function purchaseOf({ product, state, expires, renews, account, replaces, order, next, acknowledged, test }: SoldThere) {
  const renewing = { autoRenewEnabled: renews, recurringPrice: { currencyCode: "EUR", units: "9", nanos: 990_000_000 } };
  return {
    ...(test && { testPurchase: {} }),
    kind: "androidpublisher#subscriptionPurchaseV2",
    subscriptionState: state,
    acknowledgementState: acknowledged ? "ACKNOWLEDGEMENT_STATE_ACKNOWLEDGED" : "ACKNOWLEDGEMENT_STATE_PENDING",
    ...(replaces && { linkedPurchaseToken: replaces }),
    ...(account && { externalAccountIdentifiers: { obfuscatedExternalAccountId: account } }),
    lineItems: [
      {
        productId: product,
        expiryTime: expires.toISOString(),
        latestSuccessfulOrderId: order,
        ...(next ? { deferredItemReplacement: { productId: next.product } } : { autoRenewingPlan: renewing }),
      },
      ...(next ? [{ productId: next.product, expiryTime: next.expires?.toISOString(), autoRenewingPlan: renewing }] : []),
    ],
  };
}

/** What Pub/Sub pushes about a purchase, or as told; the app's package unless it is another. */
export function push(notice: object, { packageName = PACKAGE, messageId = randomUUID() as string } = {}): string {
  const data = { version: "1.0", packageName, eventTimeMillis: String(Date.now()), ...notice };
  return JSON.stringify({ message: { messageId, data: Buffer.from(JSON.stringify(data)).toString("base64") }, subscription: "s" });
}

export const about = (token: string, notificationType = 4) => ({
  subscriptionNotification: { version: "1.0", notificationType, purchaseToken: token },
});
export const aboutVoided = (token: string) => ({
  voidedPurchaseNotification: { purchaseToken: token, orderId: "any", productType: 1, refundType: 1 },
});

/** The header that Google signs for a push; `claims` and `stranger` forge it. */
export function bearer(claims: object = {}, { stranger = false } = {}): Record<string, string> {
  const at = Math.floor(Date.now() / 1000);
  const told = {
    iss: "https://accounts.google.com",
    aud: AUDIENCE,
    email: PUSHER,
    email_verified: true,
    sub: "1",
    iat: at,
    exp: at + 3600,
    ...claims,
  };
  const text = [{ alg: "RS256", kid: "ours", typ: "JWT" }, told]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const { privateKey } = stranger ? strangers : ours;
  return { authorization: `Bearer ${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}` };
}
