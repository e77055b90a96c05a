import type { Customer } from "#lib/db/generated/client.ts";
import { createSession } from "#lib/identity/session-store.ts";
import { cookieName, encodeSession } from "#lib/identity/session-token.ts";
import { CARDS } from "#tests/support/shop.ts";

export type Visit = {
  /** The address of the checkout. */
  checkout: string;
  open(address: string): Promise<string>;
  /** Sends a form; returns where it leads. */
  submit(address: string, fields: FormData | URLSearchParams): Promise<string>;
  /** Orders on the checkout page. Returns where to pay; null when the page has no form for it, as for somebody who has the plan. */
  order(gateway: string): Promise<URL | null>;
};

/** Visits the shop as a signed-in viewer's browser without JavaScript does, at the checkout of a price. */
export async function visitShop(url: string, priceId: string, viewer: Customer, more: Record<string, string> = {}): Promise<Visit> {
  const token = await encodeSession("viewer", await createSession("viewer", viewer.id, { ip: null, userAgent: null }));
  const headers = { ...more, cookie: `${cookieName("viewer")}=${token}`, origin: url };
  const checkout = `${url}/checkout?price=${priceId}&currency=EUR`;
  const open = (address: string) => page(address, headers);
  const submit = (address: string, fields: FormData | URLSearchParams) => leadsTo(address, headers, fields);
  async function order(gateway: string): Promise<URL | null> {
    const fields = orderForm(await open(checkout));
    if (!fields) return null;
    fields.set("gateway", gateway);
    fields.set("consent", "on");
    return new URL(await submit(checkout, fields), url);
  }
  return { checkout, open, submit, order };
}

/** Buys from `address`: checkout, order, the sandbox's page, return. Gives the last page. */
export async function buyInShop(url: string, priceId: string, viewer: Customer, address: string): Promise<string> {
  const { open, submit, order } = await visitShop(url, priceId, viewer, { "x-forwarded-for": address });
  const payment = await order("sandbox");
  if (!payment) throw new Error("The checkout has no order form.");
  payment.pathname += "/complete";
  const back = await submit(payment.href, new URLSearchParams({ card: CARDS.ok }));
  const returned = await open(back);
  if (!returned.includes(viewer.serviceUserId)) throw new Error("A purchase over HTTP gave no login.");
  return returned;
}

async function page(url: string, headers: Record<string, string>): Promise<string> {
  const response = await fetch(url, { headers });
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}.`);
  return response.text();
}

async function leadsTo(url: string, headers: Record<string, string>, body: FormData | URLSearchParams): Promise<string> {
  const response = await fetch(url, { method: "POST", headers, body, redirect: "manual" });
  await response.arrayBuffer();
  const location = response.headers.get("location");
  if (!location) throw new Error(`POST ${url} answered ${response.status}.`);
  return location;
}

/** The fields of the form that carries the terms; null when there is none. */
export function orderForm(html: string): FormData | null {
  const form = html.split("<form").find((part) => part.includes('name="shown"'));
  if (!form) return null;
  const fields = new FormData();
  for (const [input] of form.split("</form>")[0].matchAll(/<input [^<>]*>/g)) {
    const attributes = [...input.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name, value]);
    const { name, value, type } = Object.fromEntries(attributes) as Record<string, string | undefined>;
    if (name && (type !== "radio" || input.includes("checked"))) fields.set(name, unescaped(value ?? ""));
  }
  return fields;
}

function unescaped(html: string): string {
  return html.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
