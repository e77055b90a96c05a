import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { sealForm } from "#lib/kernel/leaving-form.ts";
import {
  AmountNotSupported,
  BadSignature,
  type GatewayReference,
  type PaymentGateway,
  type PaymentOutcome,
  RefusedRequest,
} from "../../gateway.ts";
import { askProvider } from "./ask.ts";
import { describedBy, type Report, type Sending, STATES, type State } from "./description.ts";
import { type Asked, fill } from "./placeholders.ts";
import { byNumber, fieldsOf, fieldsRead, isByNumber, namedReference, numberIn, outcomeOf, signedReference, unknown } from "./report.ts";
import { sign } from "./signature.ts";

/** `reportSecret`: what the provider signs with, where it differs from what we do. `timeoutMs`: how long an enquiry waits for its answer. */
export type LocalConfig = { secret: string; reportSecret: string; timeoutMs?: number };

/** What an event is called, for it has no id of its own: by the payment and its state. */
const reportId = (reference: string, state: State | "other"): string => `${reference}:${state}`;
const REPORTED = [...STATES, "other"] as const;

/** As long as a page may be open at a provider that cannot be asked. */
const OPEN_MS = 24 * 3_600_000;

/** A provider of one country or bank that an operator describes: its page, what it reports, and how both are signed. It saves nothing and gives nothing back. */
export function localGateway({ secret, reportSecret, timeoutMs }: LocalConfig): PaymentGateway {
  return {
    can: { offSession: false, refunds: "none", webhooks: true },
    described: {
      answer: ({ answer = "" }) => String(answer),
      name: ({ name = "" }) => String(name),
      names(message, settings) {
        const described = describedBy(settings);
        if (!described) return null;
        const values = fieldsOf(message);
        const named = namedReference(described, values);
        // Nobody guesses our reference, and anybody a number.
        return named && isByNumber(named) ? signedReference(described, values, reportSecret) : named;
      },
      reads: (settings) => fieldsRead(describedBy(settings)?.report),
    },

    async startCheckout(request) {
      const page = describedBy(request.settings)?.page;
      if (!page) throw new Error("The provider is not described");
      const { currencies, address, method } = page;
      if (currencies.length > 0 && !currencies.includes(request.amount.currency))
        throw new AmountNotSupported("The provider takes other currencies.");
      if (request.mode === "setup") throw new RefusedRequest("setup_not_supported", "The provider saves no cards.");
      const fields = filled(page, request, secret);
      const reference = page.prefix === null ? request.transactionId : byNumber(page.prefix, request.number);
      if (method === "GET") return { reference, url: withFields(address, fields) };
      return { reference, url: `${env().APP_URL}/leave?form=${sealForm({ address, fields: [...fields] })}` };
    },

    async chargeSaved() {
      return { status: "declined", retry: "final", code: "not_supported", reason: "This provider saves no cards." };
    },

    async refund() {
      return { status: "declined", retry: "final", code: "not_supported", reason: "Give the money back at the provider." };
    },

    reportsOf({ reference, settings }) {
      const described = describedBy(settings);
      return described && !described.enquiry ? REPORTED.map((state) => reportId(reference, state)) : [];
    },

    lookUp: (reference) => lookUp(reference).catch((error: unknown) => unknown(error instanceof Error ? error.message : "no answer")),

    async readWebhook({ body, settings = {} }) {
      const described = describedBy(settings);
      const values = fieldsOf(body);
      const reference = described && signedReference(described, values, reportSecret);
      if (!reference) throw new BadSignature();
      const state = described.report.states.get(values(described.report.status) ?? "") ?? "other";
      const transactionId = isByNumber(reference) ? undefined : reference;
      return { externalId: reportId(reference, state), type: state, reference, transactionId, repeats: true };
    },

    async test() {
      if (secret.length < 8) throw new Error("LOCAL_GATEWAY_SECRET is too short");
    },
  };

  async function lookUp(wanted: GatewayReference): Promise<PaymentOutcome> {
    const { transactionId, reference, settings, report: said, heard = [], madeAt = now() } = wanted;
    const described = describedBy(settings);
    const prefix = described?.page.prefix ?? null;
    const number = prefix === null ? null : numberIn(reference, prefix);
    if (!described || (number === null && (prefix !== null || reference !== transactionId)))
      return unknown("This is no reference of a payment there.");
    const { report, enquiry } = described;
    if (enquiry) {
      const question = filled(enquiry, bare(transactionId, number ?? 0), secret);
      const answer = await askProvider(enquiry.address, enquiry.method, question, timeoutMs);
      const values = fieldsOf(answer);
      return signedReference(described, values, reportSecret) ? outcomeOf(described, values, wanted) : unknown("The answer is not signed.");
    }
    // One that says nothing of the payment's state takes nothing back that another has said.
    const believed = { ...described, report: onlySigned(report) };
    const signed = [said ?? "", ...heard].map(fieldsOf).map((values) => ({ values, of: signedReference(described, values, reportSecret) }));
    const outcomes = signed.flatMap(({ values, of }) => (of === reference ? [outcomeOf(believed, values, wanted)] : []));
    // They come in any order, and what was paid was not paid later on. Of what we count as paid already, the last word is of interest: it may have been taken back.
    const paid = wanted.settled ? undefined : outcomes.find(({ status }) => status === "succeeded");
    const told = paid ?? outcomes.find(({ status }) => status !== "needs_action") ?? outcomes[0];
    if (told) return told;
    if (signed.some(({ of }) => of !== null)) return unknown("The provider speaks of another payment.");
    if (now().getTime() - madeAt.getTime() > OPEN_MS)
      return { status: "canceled", reference, reason: "Nothing was heard of it for a day." };
    return { status: "needs_action", reference };
  }
}

/** What comes through a viewer's hands names the payment by a number of the provider's only where that is signed: else a viewer could write another payment's, and that one could not be recorded. */
function onlySigned(report: Report): Report {
  return report.id !== null && report.rule.signed.includes(report.id) ? report : { ...report, id: null };
}

/** With the signature behind them. */
function filled({ fields, rule }: Sending, request: Asked, secret: string): URLSearchParams {
  const sent = new URLSearchParams(fields.map(([name, template]) => [name, fill(template, request)]));
  if (rule)
    sent.set(
      rule.field,
      sign(rule, (name) => sent.get(name) ?? undefined, secret),
    );
  return sent;
}

function withFields(address: string, fields: URLSearchParams): string {
  const url = new URL(address);
  for (const [name, value] of fields) url.searchParams.set(name, value);
  return url.href;
}

/** An enquiry names the payment and nothing else. */
function bare(transactionId: string, number: number): Asked {
  const payer = { id: "", email: "", name: "" };
  const nowhere = { returnUrl: "", cancelUrl: "", webhookUrl: "", locale: "", description: "" };
  return { transactionId, number, amount: { minor: 0n, currency: "EUR" }, payer, ...nowhere };
}
