import { verify } from "node:crypto";
import { crc32 } from "node:zlib";
import { now } from "#lib/kernel/clock.ts";
import { BadSignature, type GatewayEvent, type RawWebhook } from "../../gateway.ts";
import type { Certificates } from "./certificate.ts";
import { refundedBy } from "./refund-mark.ts";

const LARGEST_BYTES = 512 * 1024;
const MINUTE_MS = 60_000;
/** PayPal sends what was not answered up to 25 times within three days. An event says only where to look, and one that we have is not stored twice. */
export const WEBHOOKS_LAST_MS = (3 * 24 + 1) * 60 * MINUTE_MS;

type Config = { webhookId?: string; certificates: Certificates };
type Resource = {
  id?: string;
  status?: string;
  create_time?: string;
  update_time?: string;
  custom_id?: string;
  purchase_units?: { custom_id?: string }[];
  links?: { rel?: string; href?: string }[];
  supplementary_data?: { related_ids?: { order_id?: string; capture_id?: string } };
  disputed_transactions?: { seller_transaction_id?: string }[];
  metadata?: { order_id?: string };
};
type Event = { id?: string; event_type?: string; resource?: Resource };

/** Verifies on the raw body, here: PayPal need not be asked. Null for events that no payment waits for. @throws BadSignature */
export async function readPayPalWebhook(config: Config, raw: RawWebhook): Promise<GatewayEvent | null> {
  await verifyWebhook(config, raw);
  const { id, event_type: type, resource } = JSON.parse(raw.body) as Event;
  if (!id || !type || !resource) throw new BadSignature("no event");
  const subject = subjectOf(type, resource);
  return subject && { externalId: id, type, ...subject };
}

/** Source: developer.paypal.com/api/rest/webhooks/rest, "self verification": `transmission id|time|webhook id|CRC-32 of the body`, signed. */
async function verifyWebhook({ webhookId, certificates }: Config, { body, headers }: RawWebhook): Promise<void> {
  if (!webhookId) throw new BadSignature("no webhook id");
  const id = headers["paypal-transmission-id"];
  const time = headers["paypal-transmission-time"];
  const signature = headers["paypal-transmission-sig"];
  const address = headers["paypal-cert-url"];
  if (!id || !time || !signature || !address) throw new BadSignature("unsigned");
  if (headers["paypal-auth-algo"] !== "SHA256withRSA") throw new BadSignature("another algorithm");
  if (body.length > LARGEST_BYTES || signature.length > 2_000 || id.length > 100) throw new BadSignature("too long");
  const age = now().getTime() - new Date(time).getTime();
  if (!(age > -5 * MINUTE_MS && age < WEBHOOKS_LAST_MS)) throw new BadSignature("of another time");
  const key = await certificates.publicKey(address);
  const signed = Buffer.from(`${id}|${time}|${webhookId}|${crc32(body)}`);
  if (!key || !verify("sha256", signed, key, Buffer.from(signature, "base64"))) throw new BadSignature("not PayPal's");
}

/** A stored event as it was told; of what is none, nothing. */
export function eventIn(report = ""): Event {
  try {
    return (JSON.parse(report) ?? {}) as Event;
  } catch {
    return {};
  }
}

type Subject = Pick<GatewayEvent, "reference" | "transactionId">;

/** What to look at again. */
function subjectOf(type: string, resource: Resource): Subject | null {
  if (type.startsWith("CHECKOUT.ORDER.")) return named(resource.id, resource.purchase_units?.[0]?.custom_id);
  if (type === "PAYMENT.CAPTURE.REFUNDED" || type === "PAYMENT.CAPTURE.REVERSED" || type.startsWith("PAYMENT.REFUND."))
    return ofRefund(resource);
  if (type.startsWith("PAYMENT.CAPTURE."))
    return named(resource.supplementary_data?.related_ids?.order_id ?? resource.id, resource.custom_id);
  if (type.startsWith("CUSTOMER.DISPUTE.")) return named(resource.disputed_transactions?.[0]?.seller_transaction_id);
  if (type === "VAULT.PAYMENT-TOKEN.CREATED") return named(resource.metadata?.order_id);
  if (type.startsWith("VAULT.PAYMENT-TOKEN.")) return named(resource.id);
  return null;
}

/** One that was made at PayPal carries no mark of ours: its payment is looked at. */
function ofRefund({ id, custom_id, links = [], supplementary_data }: Resource): Subject | null {
  const ours = refundedBy(custom_id);
  if (ours) return named(id, ours);
  const up = links
    .find(({ rel }) => rel === "up")
    ?.href?.split("/")
    .at(-1);
  return named(supplementary_data?.related_ids?.capture_id ?? up ?? id);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Orders of other shops with the same account carry what they like. */
function named(reference?: string, transactionId = ""): Subject | null {
  return reference ? { reference, transactionId: transactionOf(transactionId) } : null;
}

/** Our transaction, as `custom_id` has it; undefined for what another shop has written there. */
export const transactionOf = (customId = ""): string | undefined => (UUID.test(customId) ? customId : undefined);
