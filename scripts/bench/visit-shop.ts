import type { Customer } from "#lib/db/generated/client.ts";
import { createSession } from "#lib/identity/session-store.ts";
import { cookieName, encodeSession } from "#lib/identity/session-token.ts";
import { CARDS } from "#tests/support/shop.ts";

/** Buys as a signed-in viewer's browser without JavaScript does: checkout, order, hosted page, return. */
export function openShop(url: string, priceId: string) {
  const checkout = `${url}/checkout?price=${priceId}&currency=EUR`;
  return {
    async buy(viewer: Customer): Promise<void> {
      const token = await encodeSession("viewer", await createSession("viewer", viewer.id, { ip: null, userAgent: null }));
      const headers = { cookie: `${cookieName("viewer")}=${token}`, origin: url };
      const fields = orderForm(await page(checkout, headers));
      fields.set("consent", "on");
      const payment = new URL(await leadsTo(checkout, headers, fields), url);
      payment.pathname += "/complete";
      const back = await leadsTo(payment.href, headers, new URLSearchParams({ card: CARDS.ok }));
      if (!(await page(back, headers)).includes(viewer.serviceUserId)) throw new Error("A purchase over HTTP gave no login.");
    },
  };
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

/** The fields of the form that carries the terms. */
function orderForm(html: string): FormData {
  const form = html.split("<form").find((part) => part.includes('name="shown"')) ?? "";
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
