import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SettingValues } from "#lib/kernel/setting-fields.ts";
import { ITS_KEY, isWellSigned, keyReport } from "./local-key-provider.ts";
import { payPage, postBack, type Ways, withReport } from "./local-page.ts";

type Payment = { fields: Record<string, string>; state: string };

/** The three providers of docs/gateways.md on this machine, each written from its own manual and not from what our plug-in does. */
export async function startLocalProviders(secret: string) {
  const payments = new Map<string, Payment>();
  const wrong: string[] = [];
  const told: string[] = [];
  const troubles: Trouble[] = [];
  const tells = { on: false };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const url = new URL(request.url ?? "/", "http://localhost");
    const fields = Object.fromEntries(request.method === "POST" ? new URLSearchParams(body) : url.searchParams);
    if (url.pathname === "/status") return answer(response, answerOf(fields), troubles.shift());
    if (url.pathname === "/done") return leave(response, fields.reference, fields.outcome);
    const style = PAGES[url.pathname];
    if (!style) return response.writeHead(404).end();
    arrive(style, fields);
    response
      .setHeader("content-type", "text/html; charset=utf-8")
      .end(payPage(waysOf(fields), `${fields.amount ?? fields.sum} ${fields.currency ?? fields.cur}`));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const hmac = (...values: string[]) => createHmac("sha256", secret).update(values.join("|")).digest("base64");
  const hash = (...values: string[]) =>
    createHash("sha256")
      .update([...values, secret].join(";"))
      .digest("hex")
      .toUpperCase();

  /** A viewer's browser comes with fields, which must be signed. */
  function arrive(style: Style, fields: Record<string, string>): void {
    const { merchant, order, shop, ref, amount, currency, cur, time, number } = fields;
    if (style === "key") {
      if (!isWellSigned(fields, secret)) wrong.push(number);
      else if (!payments.has(number)) payments.set(number, { fields, state: "open" });
      return;
    }
    const good =
      style === "form" ? fields.signature === hmac(merchant, order, amount, currency) : fields.hash === hash(shop, ref, amount, cur, time);
    if (!good) wrong.push(order ?? ref);
    else if (!payments.has(order ?? ref)) payments.set(order ?? ref, { fields, state: "open" });
  }

  const waysOf = ({ order, ref, number, ok_url, back_url, back, url, notify_url }: Record<string, string>): Ways => ({
    reference: order ?? ref ?? number,
    back: ok_url ?? back ?? url,
    away: back_url,
    notify: notify_url,
  });

  /** What a viewer has picked on the page becomes of it: the shop is told, and they are led back with the same report. */
  async function leave(response: ServerResponse, reference: string, outcome: string): Promise<void> {
    become(reference, outcome);
    const { back, notify } = waysOf(payments.get(reference)!.fields);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    if (notify && tells.on) await fetch(notify, { method: "POST", body: reportOf(reference), headers }).catch(() => undefined);
    if ("number" in payments.get(reference)!.fields)
      response.setHeader("content-type", "text/html; charset=utf-8").end(postBack(back, reportOf(reference)));
    else response.writeHead(303, { location: withReport(back, reportOf(reference)) }).end();
  }

  const STATES: Record<string, [form: string, address: string]> = {
    paid: ["0000", "APPROVED"],
    pending: ["0900", "PROCESSING"],
    failed: ["0116", "DECLINED"],
    expired: ["9915", "EXPIRED"],
  };

  const become = (reference: string, state: string): void => {
    const payment = payments.get(reference)!;
    if (payment.state === "paid") return;
    payment.state = state;
    told.push(reference);
  };

  /** What is signed of a payment, as another may have altered it before. */
  function reportOf(reference: string, over: Record<string, string> = {}): string {
    const { fields, state } = payments.get(reference)!;
    const [form, address] = STATES[state] ?? ["", "OPEN"];
    if ("number" in fields) return keyReport(fields, state, over);
    if ("order" in fields) {
      const said = {
        order: reference,
        result: form,
        amount: fields.amount,
        currency: fields.currency,
        transaction: `t-${reference}`,
        ...over,
      };
      return new URLSearchParams({
        ...said,
        signature: hmac(said.order, said.result, said.amount, said.currency, said.transaction),
      }).toString();
    }
    const said = { ref: reference, state: address, amount: fields.amount, cur: fields.cur, rrn: `r-${reference}`, ...over };
    return JSON.stringify({ ...said, hash: hash(said.ref, said.state, said.amount, said.cur) });
  }

  function answerOf({ shop, ref, hash: given }: Record<string, string>): string {
    if (given !== hash(shop, ref)) return JSON.stringify({ error: "hash" });
    return payments.has(ref) ? reportOf(ref) : JSON.stringify({ error: "unknown" });
  }

  return {
    url,
    payments,
    wrong,
    /** References as they came into another state, of which it notifies each time. */
    told,
    /** What becomes of the next enquiries. */
    troubles,
    arrive,
    reportOf,
    become,
    /** Whether it notifies the shop by itself of what was picked on its page. */
    tells,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** An enquiry loses its connection, gets half of an answer, is never answered, gets something without end, or a status without an answer. */
type Trouble = "lost" | "half" | "silent" | "endless" | number;

function answer(response: ServerResponse, text: string, trouble?: Trouble): void {
  if (trouble === undefined) response.end(text);
  else if (trouble === "lost") response.destroy();
  else if (trouble === "endless") {
    const drip = setInterval(() => response.write(" "), 10);
    response.on("close", () => clearInterval(drip));
  } else if (trouble === "half") {
    response.writeHead(200, { "content-length": Buffer.byteLength(text) });
    response.write(text.slice(0, text.length / 2), () => response.destroy());
  } else if (trouble !== "silent") response.writeHead(trouble).end(text);
}

const PAGES: Record<string, Style | undefined> = { "/start": "form", "/pay": "address", "/checkout": "key" };

export type Style = "form" | "address" | "key";

/** What the guide tells operators to write, with the stand-in in the place of the bank. */
export function describedInGuide(style: Style, url: string): SettingValues {
  const guide = readFileSync("docs/gateways.md", "utf8");
  const part = (name: string) => {
    const [, text = ""] = guide.split(`\`\`\`local-${style} ${name}\n`);
    return text
      .split("```")[0]
      .replace(/https:\/\/\w+\.bank\.example/, url)
      .replace(/-----BEGIN[\s\S]*-----END PUBLIC KEY-----/, ITS_KEY);
  };
  return { page: part("page"), report: part("report"), enquiry: part("enquiry") };
}
