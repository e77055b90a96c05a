import { generateKeyPairSync } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { openForm } from "#lib/kernel/leaving-form.ts";
import { money } from "#lib/kernel/money.ts";
import { settingsInput } from "#lib/kernel/setting-fields.ts";
import { AmountNotSupported, BadSignature } from "#lib/payments/gateway.ts";
import { local } from "#lib/payments/gateways/local/plugin.ts";
import { describedInGuide, type Style, startLocalProviders } from "#tests/support/local-provider.ts";
import { checkoutOf, type GatewayBench, gatewayContract } from "./gateway-contract.ts";

const SECRET = "a secret of the bank's";
const provider = await startLocalProviders(SECRET);
process.env.LOCAL_GATEWAY_API_BASE = provider.url;
afterAll(provider.close);

const OK = "4242424242424242";
const CARDS = { ok: OK, insufficientFunds: "4000000000009995", pending: "4000000000000077" };
const STATE: Record<string, string> = { [CARDS.ok]: "paid", [CARDS.insufficientFunds]: "failed", [CARDS.pending]: "pending" };

/** As the provider was told of it. */
const known = (reference: string) => (provider.payments.has(reference) ? reference : reference.replace(/^#|-/g, ""));

function bench(style: Style): GatewayBench {
  const gateway = local.open({ LOCAL_GATEWAY_SECRET: SECRET });
  /** What has come of one that cannot be asked. */
  const heardOf = (reference: string) => {
    const payment = provider.payments.get(known(reference));
    return style !== "address" && payment && payment.state !== "open" ? provider.reportOf(known(reference)) : undefined;
  };
  return {
    gateway: {
      ...gateway,
      readWebhook: (raw) => gateway.readWebhook({ ...raw, settings: describedInGuide(style, provider.url) }),
      lookUp: (reference) => gateway.lookUp({ report: heardOf(reference.reference), ...reference }),
      startCheckout: async (request) => {
        const started = await gateway.startCheckout(request);
        const form = openForm(new URL(started.url).searchParams.get("form") ?? "");
        const fields = form?.fields ?? [...new URL(started.url).searchParams];
        provider.arrive(style, Object.fromEntries(fields));
        return started;
      },
    },
    settings: describedInGuide(style, provider.url),
    pay: async (reference, card) => provider.become(known(reference), STATE[card]),
    confirm: async () => undefined,
    settle: () => {
      for (const [reference, { state }] of provider.payments) if (state === "pending") provider.become(reference, "paid");
    },
    expire: (reference) => provider.become(known(reference), "expired"),
    webhook: (reference) => ({ body: provider.reportOf(known(reference)), headers: {} }),
  };
}

for (const style of ["form", "address", "key"] as const)
  gatewayContract(`a local provider (${style})`, async () => bench(style), {
    can: { offSession: false, refunds: "none", webhooks: true },
    unsignedWebhooks: true, // for they repeat
    paid: {},
    amounts: [money(500n, "JPY"), money(5_120n, "KWD"), money(1n, "EUR"), money(99_999_999n, "EUR")],
    cards: CARDS,
  });

describe("a provider that signs with its own key, and knows payments by few digits", () => {
  const begun = async () => {
    const { gateway, settings = {} } = bench("key");
    const request = checkoutOf({ settings });
    const { reference } = await gateway.startCheckout(request);
    const look = (report: string, at = reference) =>
      gateway.lookUp({ kind: "CHARGE", transactionId: request.transactionId, reference: at, settings, report });
    return { gateway, settings: settings as Record<string, string>, request, reference, look };
  };

  it("is believed where its key has signed, about the same number", async () => {
    const { gateway, request, reference, look } = await begun();
    const other = await begun();
    expect(provider.payments.has(`1000${request.number}`)).toBe(true);
    for (const each of [reference, other.reference]) provider.become(known(each), "paid");
    const genuine = provider.reportOf(known(reference));
    const waiting = { status: "needs_action" };
    expect(await look(genuine.replace("sum=1999", "sum=1"))).toMatchObject(waiting);
    expect(await look(genuine.replace(/sign=.*/, "sign="))).toMatchObject(waiting);
    expect(await look(genuine.replace(/sign=.*/, `sign=${"A".repeat(344)}`))).toMatchObject(waiting);
    expect(await look(provider.reportOf(known(other.reference)))).toMatchObject({ status: "unknown" });
    expect(await look(genuine, request.transactionId)).toMatchObject({ status: "unknown" });
    expect(await look(genuine)).toMatchObject({ status: "succeeded", reference, paymentReference: `a-${known(reference)}` });
    expect(await gateway.readWebhook({ body: genuine, headers: {} })).toMatchObject({ reference, transactionId: undefined });
    await expect(gateway.readWebhook({ body: genuine.replace("sum=1999", "sum=1"), headers: {} })).rejects.toThrow(BadSignature);
  });

  it("names no payment by a number that anybody may write", async () => {
    const { gateway, settings, reference } = await begun();
    const { names } = gateway.described!;
    expect(names(`number=${known(reference)}&state=00`, settings)).toBeNull();
    expect(names(provider.reportOf(known(reference)), settings)).toBe(reference);
    expect(names(provider.reportOf(known(reference), { number: "4711" }), settings)).not.toBe(reference);
    // What we sign could be read as a number with something behind it.
    const page = settings.page.replace("separator: *", "").replace("1000{number}", "{reference32}");
    expect(names(provider.reportOf(known(reference)), { ...settings, page })).toBeNull();
  });

  it("is described with a key that is one, and digits that can be read back", async () => {
    const { settings } = await begun();
    const input = settingsInput(local.settings);
    const faults = (over: object) =>
      input.safeParse({ name: "", answer: "", ...settings, ...over }).error?.issues.map(({ path, message }) => [path[0], message]);
    const withKey = (pem: string) => ({ report: settings.report.replace(/-----BEGIN[\s\S]*-----/, pem) });
    expect(faults({})).toBeUndefined();
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    expect(faults(withKey(publicKey.export({ type: "spki", format: "pem" }).toString()))).toBeUndefined();
    const short = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey.export({ type: "spki", format: "pem" }).toString();
    const curve = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "pem" }).toString();
    for (const pem of ["", short, curve, privateKey.export({ type: "pkcs8", format: "pem" }).toString()])
      expect(faults(withKey(pem)), pem).toEqual([["report", "described_key"]]);
    expect(faults({ page: settings.page.replace("hmac-sha512", "rsa-sha256") })).toEqual([["page", "described_signature"]]);
    for (const template of ["TV{number}", "0{number}", "{number}9", "{number}{timestamp}"])
      expect(faults({ page: settings.page.replace("1000{number}", template) }), template).toEqual([["page", "described_number"]]);
    for (const separator of ["", "separator: 0"])
      expect(faults({ page: settings.page.replace("separator: *", separator) }), separator).toEqual([["page", "described_number"]]);
  });
});

const opened = async (style: Style) => {
  const { gateway, settings = {} } = bench(style);
  const request = checkoutOf({ settings });
  await gateway.startCheckout(request);
  return { gateway, settings, request, reference: known(request.transactionId) };
};

it("believes of a return or notification only what is signed, about the same payment", async () => {
  const { gateway, settings, request, reference } = await opened("form");
  const other = await opened("form");
  const { transactionId } = request;
  const look = (report?: string) => gateway.lookUp({ kind: "CHARGE", transactionId, reference: transactionId, settings, report });
  provider.become(reference, "paid");
  provider.become(other.reference, "paid");
  const genuine = provider.reportOf(reference);
  const waiting = { status: "needs_action" };
  expect(await look()).toMatchObject(waiting);
  expect(await look("order=1&canceled=1")).toMatchObject(waiting);
  expect(await look(genuine.replace("amount=1999", "amount=1"))).toMatchObject(waiting);
  expect(await look(genuine.replace("result=0000", "result=0116"))).toMatchObject(waiting);
  expect(await look(`${genuine}&result=0900`)).toMatchObject(waiting);
  expect(await look(genuine.replace(/signature=.*/, "signature="))).toMatchObject(waiting);
  expect(await look(provider.reportOf(other.reference))).toMatchObject({ status: "unknown" });
  expect(await look(`order=${request.transactionId}&${genuine}`)).toMatchObject(waiting);
  expect(await look(genuine)).toMatchObject({ status: "succeeded", amount: request.amount, paymentReference: `t-${reference}` });
});

it.each(["lost", "half", 429, 500] as const)("takes no answer to its question (%s) for none, and asks again", async (trouble) => {
  const { gateway, settings, request, reference } = await opened("address");
  const { transactionId } = request;
  const look = () => gateway.lookUp({ kind: "CHARGE", transactionId, reference: transactionId, settings });
  provider.become(reference, "paid");
  provider.troubles.push(trouble);
  expect(await look()).toMatchObject({ status: "unknown" });
  expect(await look()).toMatchObject({ status: "succeeded", amount: request.amount });
});

it("reports the amount and the currency that were paid, not those that were asked for", async () => {
  const { gateway, settings, request, reference } = await opened("form");
  const { transactionId } = request;
  provider.become(reference, "paid");
  for (const said of [{ amount: "1" }, { currency: "JPY" }] as Record<string, string>[]) {
    const report = provider.reportOf(reference, said);
    const outcome = await gateway.lookUp({ kind: "CHARGE", transactionId, reference: transactionId, settings, report });
    expect(outcome).toMatchObject({ status: "succeeded" });
    expect(outcome).not.toMatchObject({ amount: request.amount });
  }
});

it("knows its payments by references without dashes, too", async () => {
  const { gateway } = bench("form");
  const settings = describedInGuide("form", provider.url);
  settings.page = String(settings.page).replace("{reference}", "{reference32}");
  const request = checkoutOf({ settings });
  await gateway.startCheckout(request);
  const { transactionId } = request;
  expect(provider.payments.has(transactionId)).toBe(false);
  provider.become(transactionId.replaceAll("-", ""), "paid");
  expect(await gateway.lookUp({ kind: "CHARGE", transactionId, reference: transactionId, settings })).toMatchObject({
    status: "succeeded",
  });
});

it("refuses notifications that are forged, and those while nothing is described", async () => {
  const { gateway, reference } = await opened("form");
  provider.become(reference, "paid");
  const body = provider.reportOf(reference);
  await expect(gateway.readWebhook({ body: body.replace("0000", "0900"), headers: {} })).rejects.toThrow(BadSignature);
  const bare = local.open({ LOCAL_GATEWAY_SECRET: SECRET });
  await expect(bare.readWebhook({ body, headers: {}, settings: {} })).rejects.toThrow(BadSignature);
  const stranger = local.open({ LOCAL_GATEWAY_SECRET: "another" });
  await expect(stranger.readWebhook({ body, headers: {}, settings: describedInGuide("form", provider.url) })).rejects.toThrow(BadSignature);
});

it("takes only the currencies that are described, and saves nothing", async () => {
  const { gateway, settings } = bench("form");
  await expect(gateway.startCheckout(checkoutOf({ settings, amount: money(100n, "USD") }))).rejects.toThrow(AmountNotSupported);
  await expect(gateway.startCheckout(checkoutOf({ settings, mode: "setup" }))).rejects.toThrow(/saves no cards/);
  expect(provider.wrong).toEqual([]);
});

it("gives up what nobody has heard of for a day, where it cannot ask", async () => {
  const { gateway, settings, request } = await opened("form");
  const { transactionId } = request;
  const look = (hours: number) =>
    gateway.lookUp({ kind: "CHARGE", transactionId, reference: transactionId, settings, madeAt: new Date(Date.now() - hours * 3_600_000) });
  expect(await look(23)).toMatchObject({ status: "needs_action" });
  expect(await look(25)).toMatchObject({ status: "canceled" });
});

it("says at its field what is wrong with a description", () => {
  const { page, report, enquiry } = describedInGuide("address", "https://ipg.bank.example") as Record<string, string>;
  const input = settingsInput(local.settings);
  const faults = (over: object) =>
    input.safeParse({ name: "", page, report, enquiry, answer: "", ...over }).error?.issues.map(({ path, message }) => [path[0], message]);
  expect(faults({})).toBeUndefined();
  expect(faults({ enquiry: "" })).toBeUndefined();
  expect(faults({ page: `${page}\nwhat is this` })).toEqual([["page", "described_line"]]);
  expect(faults({ page: page.replace("{reference}", "{secret}") })).toEqual([["page", "described_placeholder"]]);
  expect(faults({ page: page.replace("signed: shop", "signed: shopp") })).toEqual([["page", "described_signature"]]);
  expect(faults({ page: page.replace("{amountDecimal}", "5.00") })).toEqual([["page", "described_signature"]]);
  // Signed by us, a viewer's name could say "paid" in a report that they write themselves.
  for (const theirs of ["name", "email"])
    expect(faults({ page: page.replace(/(\w+) = TV1/, `$1 = {${theirs}}`) })).toEqual([["page", "described_signature"]]);
  expect(faults({ report: report.replace("ref state amount cur", "ref state cur") })).toEqual([["report", "described_signature"]]);
  expect(faults({ report: report.replace(/paid:.*/, "") })).toEqual([["report", "described_report"]]);
  for (const inside of [
    "http://ipg.bank.example",
    "https://localhost",
    "https://127.0.0.1",
    "https://10.1.2.3",
    "https://[::1]",
    "https://[::ffff:127.0.0.1]",
    "https://169.254.169.254",
    "https://2130706433",
    "https://user@bank.example",
    "https://intranet",
    "file:///etc/passwd",
  ])
    expect(faults({ enquiry: enquiry.replace("https://ipg.bank.example", inside) }), inside).toEqual([["enquiry", "described_address"]]);
});

it("opens no form that we have not made", () => {
  expect(openForm("")).toBeNull();
  expect(openForm(Buffer.from(`${"x".repeat(32)}{"address":"https://evil.example","fields":[]}`).toString("base64url"))).toBeNull();
});
