import type { Amount, Payload } from "./payloads.ts";

const METHODS = { ideal: "iDEAL", creditcard: "Card", bancontact: "Bancontact", paypal: "PayPal" };
const OUTCOMES = { paid: "Paid", failed: "Failed", canceled: "Canceled", expired: "Expired", pending: "Pending" };

/** The stand-in's page, after Mollie's in test mode: the viewer picks a method and what comes of it. Plain, and without scripts. */
export function checkoutPage({ amount, status, description }: Payload): string {
  const { value, currency } = amount as Amount;
  const body = status === "open" ? form() : `<p>This payment is ${status}.</p>`;
  return `<!doctype html><html lang="en"><title>Stand-in for Mollie</title><h1>${value} ${currency}</h1><p>${escapeHtml(String(description))}</p>${body}</html>`;
}

function form(): string {
  const fields = [radios("Method", "method", METHODS), radios("Outcome", "outcome", OUTCOMES)].join("");
  return `<form method="post">${fields}<button>Continue</button></form>`;
}

function radios(legend: string, name: string, options: Record<string, string>): string {
  const all = Object.entries(options).map(
    ([value, label], at) => `<label><input type="radio" name="${name}" value="${value}"${at === 0 ? " checked" : ""}> ${label}</label>`,
  );
  return `<fieldset><legend>${legend}</legend>${all.join(" ")}</fieldset>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
