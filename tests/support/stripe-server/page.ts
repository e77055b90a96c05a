import type { Payload } from "./payloads.ts";

/** The stand-in's payment page: for end-to-end tests, so plain and without scripts. */
export function paymentPage(session: Payload, error?: string): string {
  const amount = session.mode === "setup" ? "Save card" : `Pay ${session.amount_total} ${String(session.currency).toUpperCase()}`;
  const form = `<form method="post"><label>Card number <input name="number" value="4242 4242 4242 4242"></label> <button>${amount}</button></form>`;
  const body = session.status === "open" ? form : `<p>This page is ${session.status}.</p>`;
  return page(
    "Stand-in for Stripe Checkout",
    `${error ? `<p role="alert">${error}</p>` : ""}${body}<a href="${escapeHtml(String(session.cancel_url))}">Back</a>`,
  );
}

export function bankPage(): string {
  return page(
    "Stand-in for the bank",
    '<form method="post"><button name="answer" value="yes">Confirm</button> <button name="answer" value="no">Refuse</button></form>',
  );
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1>${body}</html>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
