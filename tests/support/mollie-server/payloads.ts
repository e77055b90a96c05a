import { randomBytes } from "node:crypto";

export type Payload = Record<string, unknown> & { id: string; _links: Record<string, { href: string; type: string }> };
export type Amount = { currency: string; value: string };

/** Ids as Mollie's: `tr_` and ten letters and digits. */
const idOf = (prefix: string) => `${prefix}_${randomBytes(5).toString("hex")}`;

export const link = (href: string) => ({ href, type: href.includes("/v2/") ? "application/hal+json" : "text/html" });
const documentation = link("https://docs.mollie.com/reference");
const links = (self: string) => ({ self: link(self), documentation });

export function customerPayload(url: string, given: Record<string, unknown>): Payload {
  const id = idOf("cst");
  const dashboard = link(`https://my.mollie.com/dashboard/customers/${id}`);
  const { name = null, email = null, metadata = null } = given;
  const said = { name, email, locale: null, metadata, createdAt: new Date().toISOString() };
  return { resource: "customer", id, mode: "test", ...said, _links: { ...links(`${url}/v2/customers/${id}`), dashboard } };
}

export function paymentPayload(url: string, given: Record<string, unknown>): Payload {
  const id = idOf("tr");
  const recurs = given.sequenceType === "recurring";
  const { amount, description, metadata = null, webhookUrl = null, sequenceType = "oneoff", customerId, mandateId, locale } = given;
  return {
    resource: "payment",
    id,
    mode: "test",
    createdAt: new Date().toISOString(),
    amount,
    description,
    metadata,
    status: "open",
    isCancelable: true,
    ...(locale !== undefined && { locale }),
    profileId: "pfl_QkEhN94Ba",
    sequenceType,
    redirectUrl: given.redirectUrl ?? null,
    cancelUrl: given.cancelUrl ?? null,
    webhookUrl,
    ...(customerId !== undefined && { customerId }),
    ...(mandateId !== undefined && { mandateId }),
    _links: {
      ...links(`${url}/v2/payments/${id}`),
      dashboard: link(`https://my.mollie.com/dashboard/payments/${id}`),
      ...(!recurs && { checkout: link(`${url}/checkout/${id}`) }),
    },
  };
}

const ACCOUNT = { consumerName: "V. Viewer", consumerAccount: "NL91ABNA0417164300", consumerBic: "ABNANL2A" };
const CARD = { cardHolder: "V. Viewer", cardNumber: "4242", cardFingerprint: "fHB3CCKx9REkz8fPplT8N4nq", cardLabel: "Visa" };

export function mandatePayload(url: string, customerId: string, method: string): Payload {
  const id = idOf("mdt");
  const kind = ["creditcard", "paypal"].includes(method) ? method : "directdebit";
  const details = kind === "creditcard" ? { ...CARD, cardExpiryDate: "2034-12-31" } : ACCOUNT;
  const said = { status: "valid", method: kind, details, mandateReference: null, signatureDate: new Date().toISOString().slice(0, 10) };
  const self = `${url}/v2/customers/${customerId}`;
  const _links = { ...links(`${self}/mandates/${id}`), customer: link(self) };
  return { resource: "mandate", id, mode: "test", ...said, customerId, createdAt: new Date().toISOString(), _links };
}

export function detailsOf(method: string): Record<string, unknown> {
  if (method === "creditcard")
    return { ...CARD, cardSecurity: "3dsecure", feeRegion: "intra-eu", cardAudience: "consumer", cardCountryCode: "NL" };
  if (method === "directdebit")
    return { ...ACCOUNT, creditorIdentifier: "NL08ZZZ502057730000", mandateReference: "mdt", bankReasonCode: null };
  if (method === "blik") return {};
  if (method === "eps") return { ...ACCOUNT, consumerAccount: "AT611904300234573201", consumerBic: "BKAUATWW" };
  return method === "paypal" ? { paypalReference: "9AL35361CF606152E", consumerAccount: "viewer@example.com" } : ACCOUNT;
}

export function refundPayload(url: string, payment: Payload, given: Record<string, unknown>, status: string): Payload {
  const id = idOf("re");
  const { amount, description = "", metadata = null } = given;
  const self = `${url}/v2/payments/${payment.id}`;
  const said = { amount, status, description, metadata, paymentId: payment.id, createdAt: new Date().toISOString() };
  return { resource: "refund", id, mode: "test", ...said, _links: { ...links(`${self}/refunds/${id}`), payment: link(self) } };
}

export function chargebackPayload(
  url: string,
  payment: Payload,
  amount: Amount,
  reason: { code: string; description: string } | null,
): Payload {
  const id = idOf("chb");
  const self = `${url}/v2/payments/${payment.id}`;
  const said = { amount, createdAt: new Date().toISOString(), reason, reversedAt: null, paymentId: payment.id };
  return { resource: "chargeback", id, ...said, _links: { ...links(`${self}/chargebacks/${id}`), payment: link(self) } };
}

export function methodPayload(id: string, description: string, minimum: string): Payload {
  const picture = (size: string) => `https://www.mollie.com/external/icons/payment-methods/${id}${size}.svg`;
  const limits = { minimumAmount: { currency: "EUR", value: minimum }, maximumAmount: { currency: "EUR", value: "10000.00" } };
  const image = { size1x: picture(""), size2x: picture("%402x"), svg: picture("") };
  return {
    resource: "method",
    id,
    description,
    ...limits,
    image,
    status: "activated",
    _links: links(`https://api.mollie.com/v2/methods/${id}`),
  };
}

export function settlementPayload(url: string, fields: Record<string, unknown>): Payload {
  const id = idOf("stl");
  const self = `${url}/v2/settlements/${id}`;
  const createdAt = new Date().toISOString();
  const lists = Object.fromEntries(["payments", "captures", "refunds", "chargebacks"].map((list) => [list, link(`${self}/${list}`)]));
  const said = {
    reference: `1234567.${createdAt.slice(2, 4)}${createdAt.slice(5, 7)}.01`,
    status: "paidout",
    createdAt,
    settledAt: createdAt,
  };
  return { resource: "settlement", id, ...said, balanceId: "bal_3kUf4yU2nT", ...fields, _links: { ...links(self), ...lists } };
}

export function permissionPayload(url: string, id: string, granted: boolean): Payload {
  return { resource: "permission", id, description: id, granted, _links: links(`${url}/v2/permissions/${id}`) };
}

/** Only what is asked for alone says where it is explained. */
export function inList({ _links: { documentation: _, ...others }, ...item }: Payload): object {
  return { ...item, _links: others };
}

export function listPayload(url: string, path: string, name: string, items: Payload[], limit: number, from: string | null): object {
  const start = from ? items.findIndex(({ id }) => id === from) : 0;
  const page = items.slice(start, start + limit).map(inList);
  const next = items[start + limit];
  const self = `${url}${path}`;
  const _links = { ...links(self), previous: null, next: next ? link(`${self}?from=${next.id}&limit=${limit}`) : null };
  return { count: page.length, _embedded: { [name]: page }, _links };
}
