import { createPublicKey, generateKeyPairSync, randomUUID, verify } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { now } from "#lib/kernel/clock.ts";
import { type Certificate, certificate, LETS_SIGN, SIGNS_RECEIPTS, signedBy } from "./certificates.ts";
import { type Answer, type Asked, loopback } from "./loopback.ts";

const root = certificate("Test Root CA", { ca: true });
const authority = certificate("Test Authority", { issuer: root, ca: true, marks: [LETS_SIGN] });
const signer = certificate("Test Signer", { issuer: authority, marks: [SIGNS_RECEIPTS] });
/** Leads to the root that is trusted. */
export const CHAIN: Certificate[] = [signer, authority, root];
export { authority, root };

const BUNDLE = "com.example.tv";
const APP = 1_234_567_890;
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

export type AppleStatus = 1 | 2 | 3 | 4 | 5;
export type Sold = {
  id: string;
  product: string;
  status: AppleStatus;
  expires: Date;
  grace?: Date;
  renews: boolean;
  account?: string;
  shared?: boolean;
  sandbox?: boolean;
  order: string;
  /** The product that it renews with, where it is another. */
  next?: string;
};

/** The App Store's Server API on the loopback: what it has sold is its state, and all it says is signed as Apple signs. */
export async function startAppStore() {
  const sold = new Map<string, Sold>();
  const troubles: (Answer | "silence")[] = [];
  const asked: Asked[] = [];
  const history: Told[] = [];
  const server = await loopback((request) => {
    asked.push(request);
    const trouble = troubles.shift();
    if (trouble) return trouble === "silence" ? undefined : trouble;
    if (!isAuthorised(request)) return { status: 401 };
    if (request.method === "POST" && request.path === "/inApps/v1/notifications/test") return { body: { testNotificationToken: "token" } };
    if (request.path === "/inApps/v1/notifications/history") return historyOf(history, request);
    const sandbox = request.path.startsWith("/sandbox/");
    const id = /^\/inApps\/v1\/subscriptions\/(\d+)$/.exec(request.path.replace("/sandbox", ""))?.[1];
    const found = id && sold.get(id);
    if (!found || Boolean(found.sandbox) !== sandbox)
      return { status: 404, body: { errorCode: 4040010, errorMessage: "Transaction id not found." } };
    const last = { originalTransactionId: found.id, status: found.status, ...signedParts(found) };
    return { body: { environment: environmentOf(found), bundleId: BUNDLE, appAppleId: APP, data: [{ lastTransactions: [last] }] } };
  });

  const rootPath = join(mkdtempSync(join(tmpdir(), "streamtill-apple-")), "root.cer");
  writeFileSync(rootPath, root.der);
  const keys = {
    APPLE_ISSUER_ID: "57246542-96fe-1a63-e053-0824d011072a",
    APPLE_KEY_ID: "2X9R4HXF34",
    APPLE_PRIVATE_KEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    APPLE_BUNDLE_ID: BUNDLE,
    APPLE_APP_ID: String(APP),
    APPLE_ROOT_CERTIFICATES: rootPath,
    APPLE_API_BASE: server.url,
    APPLE_SANDBOX_API_BASE: `${server.url}/sandbox`,
  };

  /** Somebody buys in the app. */
  function sell(given: Partial<Sold> & Pick<Sold, "id" | "expires">): Sold {
    const bought: Sold = { product: "tv.family", status: 1, renews: true, order: `${given.id}0`, ...given };
    sold.set(bought.id, bought);
    return bought;
  }

  /** What Apple posts, of a purchase or, without one, as a test. `chain` and `data` forge it. */
  function notification(
    type: string,
    about: Sold | null,
    { subtype, chain = CHAIN, data, uuid = randomUUID(), at = now() }: Forged = {},
  ): string {
    const told = {
      notificationType: type,
      subtype,
      notificationUUID: uuid,
      version: "2.0",
      signedDate: at.getTime(),
      data: {
        ...(!about?.sandbox && { appAppleId: APP }),
        bundleId: BUNDLE,
        environment: environmentOf(about),
        ...(about && signedParts(about, chain)),
        ...data,
      },
    };
    const signedPayload = signedBy(chain, told);
    if (chain === CHAIN && !data) history.push({ at: at.getTime(), signedPayload });
    return JSON.stringify({ signedPayload });
  }

  return {
    keys,
    url: server.url,
    close: server.close,
    sold,
    troubles,
    asked,
    sell,
    notification,
    proof: (of: Sold, chain = CHAIN) => signedParts(of, chain).signedTransactionInfo,
  };
}

type Told = { at: number; signedPayload: string };

/** Two of the notifications that were to be posted in the time that is asked for, and the token of the next ones, which is good for that time alone. */
function historyOf(history: Told[], { body, query }: Asked): Answer {
  const { startDate, endDate } = JSON.parse(body);
  const [skip, ...window] = (query.get("paginationToken") ?? `0:${startDate}:${endDate}`).split(":").map(Number);
  if (window[0] !== startDate || window[1] !== endDate)
    return { status: 400, body: { errorCode: 4000014, errorMessage: "Invalid pagination token." } };
  const among = history.filter(({ at }) => at >= startDate && at < endDate);
  const hasMore = skip + 2 < among.length;
  const notificationHistory = among.slice(skip, skip + 2).map(({ signedPayload }) => ({ signedPayload, sendAttempts: [] }));
  return { body: { notificationHistory, hasMore, ...(hasMore && { paginationToken: `${skip + 2}:${startDate}:${endDate}` }) } };
}

const environmentOf = (about: Sold | null) => (about?.sandbox ? "Sandbox" : "Production");

type Forged = { subtype?: string; chain?: Certificate[]; data?: object; uuid?: string; at?: Date };

function signedParts(of: Sold, chain = CHAIN) {
  const signedDate = now().getTime();
  const transaction = {
    transactionId: of.order,
    originalTransactionId: of.id,
    bundleId: BUNDLE,
    productId: of.product,
    expiresDate: of.expires.getTime(),
    type: "Auto-Renewable Subscription",
    inAppOwnershipType: of.shared ? "FAMILY_SHARED" : "PURCHASED",
    appAccountToken: of.account,
    environment: environmentOf(of),
    price: 9990,
    currency: "EUR",
    signedDate,
  };
  const renewal = {
    originalTransactionId: of.id,
    productId: of.product,
    autoRenewProductId: of.next ?? of.product,
    autoRenewStatus: of.renews ? 1 : 0,
    gracePeriodExpiresDate: of.grace?.getTime(),
    environment: environmentOf(of),
    signedDate,
  };
  return { signedTransactionInfo: signedBy(chain, transaction), signedRenewalInfo: signedBy(chain, renewal) };
}

/** A token of our key, for this app and a short time, as the App Store Server API wants it. */
function isAuthorised({ headers }: Asked): boolean {
  const [head = "", body = "", signature = ""] = (headers.authorization ?? "").replace(/^Bearer /, "").split(".");
  const claims = JSON.parse(Buffer.from(body, "base64url").toString() || "{}");
  const key = { key: createPublicKey(publicKey.export({ type: "spki", format: "pem" })), dsaEncoding: "ieee-p1363" } as const;
  const signed = verify("sha256", Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url"));
  return signed && claims.bid === BUNDLE && claims.aud === "appstoreconnect-v1" && claims.exp - claims.iat <= 3600;
}
