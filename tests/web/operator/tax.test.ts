import { beforeAll, describe, expect, it, vi } from "vitest";
import { signInAsViewer } from "#app/(auth)/actions.ts";
import { GET as ownXml } from "#app/(shop)/account/invoices/[id]/xml/route.ts";
import { askVat, exempt } from "#app/operator/customers/actions.ts";
import { GET as invoiceXml } from "#app/operator/invoices/[id]/xml/route.ts";
import { GET as ossCsv } from "#app/operator/oss/csv/route.ts";
import { noteEvidence } from "#app/operator/transactions/actions.ts";
import { weighEvidence } from "#lib/billing/settling/weigh-evidence.ts";
import { db } from "#lib/db/client.ts";
import { anAccount, PASSWORD } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, Redirected, Refused, submit } from "#tests/support/request.ts";
import { aPlan, aViewer, buy, CARDS } from "#tests/support/shop.ts";
import { signInAs } from "#tests/web/sign-in-as.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined, refresh: () => undefined }));

useDatabase();

let sold: { transactionId: string; customerId: string; invoiceId: string; number: string };

beforeAll(async () => {
  const { price } = await aPlan();
  const { orderId } = await buy(await aViewer(), price, { card: CARDS.french });
  const { id, customerId, invoiceId } = await db.transaction.findFirstOrThrow({ where: { orderId } });
  const { number } = await db.invoice.findUniqueOrThrow({ where: { id: invoiceId! } });
  await db.customer.update({ where: { id: customerId }, data: { vatId: "ATU12345678" } });
  await weighEvidence();
  sold = { transactionId: id, customerId, invoiceId: invoiceId!, number: number! };
});

const at = (path: string) => new Request(`http://localhost${path}`);
const params = (id: string) => ({ params: Promise.resolve({ id }) });
const proof = () => ({ customerId: sold.customerId, reason: "Diplomatic mission", certificate: "D-7" });

describe("what decides tax", () => {
  it("is no business of who only looks on", async () => {
    await signInAs("VIEWER");
    await expect(submit(exempt, proof())).rejects.toBeInstanceOf(Refused);
    await expect(submit(askVat, { customerId: sold.customerId })).rejects.toBeInstanceOf(Refused);
    await expect(submit(noteEvidence, { ...sold, resolution: "Lives there" })).rejects.toBeInstanceOf(Refused);
    await expect(ossCsv(at("/operator/oss/csv"))).rejects.toBeInstanceOf(Refused);
  });

  it("lets support have numbers checked and contradictions noted, but exempt nobody", async () => {
    await signInAs("SUPPORT");
    expect(await submit(askVat, { customerId: sold.customerId })).toMatchObject({ status: "done" });
    expect(await submit(noteEvidence, { transactionId: sold.transactionId, resolution: "Lives there" })).toMatchObject({ status: "done" });
    await expect(submit(exempt, proof())).rejects.toBeInstanceOf(Refused);
  });

  it("lets finance exempt a viewer with a proof, and end it; a proof left out is named", async () => {
    await signInAs("FINANCE");
    expect(Object.keys((await submit(exempt, { ...proof(), certificate: " " })).errors ?? {})).toEqual(["certificate"]);
    expect(await submit(exempt, proof())).toMatchObject({ status: "done" });
    expect(await db.customer.findUnique({ where: { id: sold.customerId } })).toMatchObject({ taxExemption: "Diplomatic mission" });
    expect(await submit(exempt, { customerId: sold.customerId, end: "on" })).toMatchObject({ status: "done" });
    expect(await db.customer.findUnique({ where: { id: sold.customerId } })).toMatchObject({ taxExemption: null, taxCertificate: null });
    const csv = await ossCsv(at("/operator/oss/csv?quarter=nonsense"));
    expect([csv.status, csv.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
  });
});

describe("an electronic invoice", () => {
  it("is for operators, in both syntaxes, kept by no cache", async () => {
    newBrowser();
    await expect(invoiceXml(at("/"), params(sold.invoiceId))).rejects.toBeInstanceOf(Redirected);
    await signInAs("VIEWER");
    for (const syntax of ["ubl", "cii"]) {
      const response = await invoiceXml(at(`/?syntax=${syntax}`), params(sold.invoiceId));
      expect(response.headers.get("content-disposition")).toBe(`attachment; filename="${sold.number}-${syntax}.xml"`);
      expect(response.headers.get("cache-control")).toContain("no-store");
      expect(await response.text()).toContain(syntax === "ubl" ? "<Invoice " : "<rsm:CrossIndustryInvoice ");
    }
    expect((await invoiceXml(at("/"), params("nonsense"))).status).toBe(404);
  });

  it("is a viewer's own or nobody's", async () => {
    newBrowser();
    await expect(ownXml(at("/"), params(sold.invoiceId))).rejects.toBeInstanceOf(Redirected);
    const other = await anAccount();
    await submit(signInAsViewer, { email: other.email, password: PASSWORD });
    expect((await ownXml(at("/"), params(sold.invoiceId))).status).toBe(404);
  });
});
