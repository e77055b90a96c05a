import { db } from "#lib/db/client.ts";
import { parseMoney } from "#lib/kernel/money.ts";
import { describedInGuide, startLocalProviders } from "#tests/support/local-provider.ts";
import type { Vendor } from "../vendor.ts";

const SECRET = "a secret of the bank's";

/** The bank of the guide that viewers are led to by an address, and that can be asked. */
export async function startLocal(): Promise<Vendor> {
  const provider = await startLocalProviders(SECRET);
  const { url, payments } = provider;
  const givenBack = new Map<string, bigint>();
  const reportOf = (reference: string) => ({ body: provider.reportOf(reference), headers: {} });
  return {
    gateway: "local",
    url,
    keys: (base) => ({ LOCAL_GATEWAY_SECRET: SECRET, LOCAL_GATEWAY_API_BASE: base }),
    settings: (base) => describedInGuide("address", base),
    saves: false,
    async pay(reference) {
      const { actionUrl } = await db.transaction.findUniqueOrThrow({ where: { id: reference } });
      await arrive(new URL(actionUrl!));
      provider.become(reference, "paid");
    },
    /** A payment that failed is over there, so nobody tries again. */
    async payOnPage(page, again) {
      const reference = await arrive(page);
      if (payments.get(reference)?.state === "open") provider.become(reference, again ? "failed" : "paid");
      const back = new URL(page.searchParams.get("back")!);
      for (const [name, value] of Object.entries<string>(JSON.parse(provider.reportOf(reference)))) back.searchParams.append(name, value);
      return back.href;
    },
    giveBack: (reference, amount) => void givenBack.set(reference, (givenBack.get(reference) ?? 0n) + amount),
    taken: () =>
      [...payments].flatMap(([transactionId, { state, fields }]) => {
        const reference = `r-${transactionId}`;
        const amount = parseMoney(fields.amount, fields.cur).minor;
        return state === "paid" ? [{ reference, transactionId, amount, refunded: givenBack.get(reference) ?? 0n }] : [];
      }),
    reports: () => provider.told.length,
    report: (at) => reportOf(provider.told[at]),
    reportOf,
    chargeKey: () => null,
    faults: () => provider.wrong.map((reference) => `${reference} came with a wrong signature`),
    close: async () => void (await provider.close()),
  };

  /** Its page is where it is asked, too, and as likely to fail. */
  async function arrive(page: URL): Promise<string> {
    const shown = await fetch(page);
    await shown.text();
    const reference = page.searchParams.get("ref") ?? "";
    if (!shown.ok || !payments.has(reference)) throw new Error("The payment page does not open.");
    return reference;
  }
}
