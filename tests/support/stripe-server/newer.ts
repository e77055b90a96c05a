import type { Description, Schema } from "./description.ts";

const text: Schema = { type: "string", maxLength: 5000 };
const UI_MODE: Schema = { type: "string", enum: ["elements", "embedded_page", "form", "hosted_page"] };

/**
 * The description at hand is older than the version that the plug-in speaks. What is added to it, and nothing else, is what the installed SDK's types say,
 * which come of the newer description; `operations.ts` holds which goes with which.
 */
const NEWER: Record<"asked" | "answered", Record<string, Record<string, Schema>>> = {
  asked: {
    // `Checkout.SessionCreateParams`: a form on our own page, and that nobody pays in another currency than was asked for.
    "/v1/checkout/sessions": {
      ui_mode: UI_MODE,
      return_url: text,
      adaptive_pricing: { properties: { enabled: { type: "boolean" } }, additionalProperties: false },
    },
  },
  answered: {
    // `Checkout.Session`: a form on our own page has a secret, and leads back to one address; only Stripe's page has one for success.
    "checkout.session": {
      ui_mode: UI_MODE,
      return_url: text,
      client_secret: { ...text, nullable: true },
      success_url: { ...text, nullable: true },
    },
    // `Charge.PaymentMethodDetails.Card`: whether a network token stood for the card.
    payment_method_details_card: {
      network_token: { type: "object", nullable: true, required: ["used"], properties: { used: { type: "boolean" } } },
    },
    // `PaymentIntent.LastPaymentError`: whether the bank wants to be asked again.
    api_errors: { advice_code: text },
    // `Dispute.Status`: what a bank has let rest because of an earlier answer, and the second look that some schemes take.
    dispute: {
      status: {
        type: "string",
        enum: "appeal_needs_response appeal_under_review lost needs_response prevented under_review warning_closed warning_needs_response warning_under_review won".split(
          " ",
        ),
      },
    },
  },
};

/** The description with what it is too old for. */
export function withNewer(description: Description): Description {
  for (const [path, fields] of Object.entries(NEWER.asked)) {
    const schema = description.paths[path].post.requestBody?.content["application/x-www-form-urlencoded"].schema;
    Object.assign(schema?.properties ?? {}, fields);
    // Only Stripe's page needs it now.
    if (schema) schema.required = schema.required?.filter((name) => name !== "success_url");
  }
  for (const [kind, fields] of Object.entries(NEWER.answered)) Object.assign(description.components.schemas[kind].properties ?? {}, fields);
  return description;
}
