import type { Payload } from "./payloads.ts";

const CHOICES = [
  ["4242424242424242", "Pay with PayPal"],
  ["4000000000009995", "Pay with a card that is declined"],
  ["4000000000000077", "Pay by eCheck"],
  ["4000002500003155", "Pay with an account that is asked later"],
];

/** The stand-in's page to approve an order or save an account: for end-to-end tests, so plain and without scripts. */
export function approvalPage(subject: Payload, cancelUrl: string): string {
  const amount = subject.purchase_units?.[0].amount;
  const buttons = CHOICES.map(([account, text]) => `<button name="account" value="${account}">${text}</button>`).join(" ");
  const open = ["PAYER_ACTION_REQUIRED", "APPROVED"].includes(subject.status);
  const body = open ? `<form method="post">${buttons}</form>` : `<p>This page is over: ${subject.status}.</p>`;
  const what = amount ? `${amount.value} ${amount.currency_code}` : "Save your account";
  return `<!doctype html><html lang="en"><title>Stand-in for PayPal</title><h1>Stand-in for PayPal</h1><p>${what}</p>${body}<a href="${escapeHtml(cancelUrl)}">Cancel and return</a></html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
