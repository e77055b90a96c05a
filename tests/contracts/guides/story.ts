import { messagesOf } from "#i18n/messages.ts";
import { SYSTEM } from "#lib/audit/audit.ts";
import { confirmReturn } from "#lib/billing/asking/confirm-return.ts";
import { handleEvent } from "#lib/billing/asking/handle-payment-event.ts";
import { receivePaymentWebhook } from "#lib/billing/asking/receive-payment-webhook.ts";
import { buyPlan } from "#lib/billing/buying/buy-plan.ts";
import { quoteOrder } from "#lib/billing/buying/quote-order.ts";
import { refundPayment } from "#lib/billing/settling/refund-payment.ts";
import { writtenTerms } from "#lib/catalog/terms.ts";
import { db } from "#lib/db/client.ts";
import { deliverDueMessages } from "#lib/messages/sending/deliver.ts";
import { handleReport, receiveReport } from "#lib/messages/sending/receive-report.ts";
import { setChannel, setChannelInput } from "#lib/messages/sending/set-channel.ts";
import { gateways } from "#lib/payments/registry.ts";
import { setGateway, setGatewayInput } from "#lib/payments/set-gateway.ts";
import { checkBooks } from "#lib/reports/books.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { channelStates, gatewayStates } from "#lib/web/settings/integrations.ts";
import { withPluginLabels } from "#lib/web/settings/plugin-labels.ts";
import { aPlan, aViewer, CARDS } from "#tests/support/shop.ts";
import { startAcmeServer } from "./acme-server.ts";
import { startPigeonServer } from "./pigeon-server.ts";

/**
 * What a shop does that has Acme Pay and Pigeon: added-by-the-guides.test.ts runs it in a copy of the product to which nothing was added but what the
 * guides say. It prints what came of it.
 */
const [acme, pigeon] = await Promise.all([startAcmeServer(), startPigeonServer()]);
Object.assign(process.env, { ACME_API_KEY: acme.apiKey, ACME_WEBHOOK_SECRET: acme.webhookSecret, ACME_API_BASE: acme.url });
Object.assign(process.env, { PIGEON_API_KEY: pigeon.apiKey, PIGEON_FROM: "+14155550100", PIGEON_API_BASE: pigeon.url });
process.env.PIGEON_WEBHOOK_SECRET = pigeon.webhookSecret;

const { price } = await aPlan({ kind: "TRIAL" });

/** Each field by the form's own rules; before, Acme Pay lacks one that it needs. */
const offered = async () => gateways(await getSettings()).some(({ id }) => id === "acme");
const before = await offered();
const missing = gatewayStates(await getSettings()).find(({ id }) => id === "acme")?.settings;
await setGateway(setGatewayInput.parse({ gateway: "acme", settings: { statement: " MY TV " } }), SYSTEM);
await setChannel(setChannelInput.parse({ channel: "pigeon", settings: { route: "fast" } }), SYSTEM);
const refused = setGatewayInput.safeParse({ gateway: "acme", settings: { statement: "x".repeat(23) } }).error?.issues[0].path;

/** Orders, and pays on Acme's page; the viewer does not come back. */
async function order(phone: string, card: string) {
  const customer = await aViewer({ phone });
  const terms = { priceId: price.id, currency: "EUR" };
  const quote = await quoteOrder({ ...terms, country: "DE", customerId: customer.id });
  const shown = writtenTerms(quote, customer.id);
  const { orderId, url } = await buyPlan({ ...terms, customer, gateway: "acme", shown, consent: true });
  const { headers } = await fetch(url, { method: "POST", body: new URLSearchParams({ card }), redirect: "manual" });
  return { orderId, url, back: headers.get("location") };
}

/** As it stands in the books: the charge, its invoice and what was bought. */
async function stateOf(orderId: string) {
  const { subscription, invoices, transactions } = await db.order.findUniqueOrThrow({
    where: { id: orderId },
    include: { subscription: true, invoices: { where: { kind: "INVOICE" } }, transactions: { where: { kind: "CHARGE" } } },
  });
  const [{ gateway, status, failureCode, refunded, id, gatewayReference }] = transactions;
  return { gateway, status, failureCode, refunded, id, gatewayReference, invoice: invoices[0].status, subscription: subscription.status };
}

async function told(orderId: string): Promise<number> {
  const { gatewayReference } = await stateOf(orderId);
  const { status, eventId } = await receivePaymentWebhook("acme", acme.webhook(gatewayReference!));
  await handleEvent(eventId!);
  return status;
}

const byWebhook = await order("+4915112345671", CARDS.ok);
const byReturn = await order("+4915112345672", CARDS.ok);
const declined = await order("+4915112345673", CARDS.insufficientFunds);
const webhook = await told(byWebhook.orderId);
await confirmReturn({ orderId: byReturn.orderId });
await confirmReturn({ orderId: declined.orderId });
const { id: transactionId } = await stateOf(byWebhook.orderId);
await refundPayment({ transactionId, amount: 250n, reason: "late" }, SYSTEM);

const delivered = await deliverDueMessages();
const text = pigeon.arrived.find(({ to }) => to === "+4915112345671")!;
const report = await receiveReport("pigeon", await pigeon.deliver(text.id));
for (const id of report.eventIds) await handleReport(id);
const message = await db.message.findUniqueOrThrow({ where: { id: text.id } });

const settings = await getSettings();
const said = {
  set: {
    before,
    after: await offered(),
    missing,
    refused,
    statements: acme.statements(),
    routes: pigeon.arrived.map(({ route }) => route),
  },
  page: byWebhook.url.startsWith(acme.url),
  back: byWebhook.back?.includes(byWebhook.orderId),
  webhook,
  orders: await Promise.all([byWebhook, byReturn, declined].map(({ orderId }) => stateOf(orderId))),
  books: (await checkBooks()).filter(({ wrong }) => wrong.length > 0),
  delivered,
  text: { to: text.to, status: message.status, channel: message.channel, reported: report.status },
  gateways: gatewayStates(settings),
  channels: channelStates(settings),
  names: (["en", "ar"] as const).map((locale) => withPluginLabels(messagesOf(locale)).plugins),
};
console.log(JSON.stringify(said, (_, value) => (typeof value === "bigint" ? Number(value) : value)));
await Promise.all([db.$disconnect(), acme.close(), pigeon.close()]);
process.exit();
