import { beforeAll, expect, it, vi } from "vitest";
import { GET } from "#app/operator/gateways/[id]/payouts/[payout]/csv/route.ts";
import { takeLines } from "#lib/billing/settling/take-lines.ts";
import { takePayouts } from "#lib/billing/settling/take-payouts.ts";
import { db } from "#lib/db/client.ts";
import { useDatabase } from "#tests/support/database.ts";
import { Refused } from "#tests/support/request.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { signInAs } from "#tests/web/sign-in-as.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined, revalidateTag: () => undefined, updateTag: () => undefined }));

useDatabase();

const at = new Date("2026-11-20T10:00:00Z");
let id: string;
let number: number;

beforeAll(async () => {
  const { orderId } = await buy(await aViewer(), (await aPlan()).price);
  const charge = await db.transaction.findFirstOrThrow({ where: { orderId } });
  number = charge.number;
  const of = { gateway: "sandbox", reference: "po_1" };
  const total = { minor: charge.amount - charge.fee! - 10n, currency: "EUR" };
  await takePayouts("sandbox", [{ reference: "po_1", status: "paid", total, at, lines: "ready" }], { daily: false });
  const payout = await db.payout.findUniqueOrThrow({ where: { gateway_reference: of } });
  id = payout.id;
  const paid = { gross: charge.amount, fee: charge.fee!, net: charge.amount - charge.fee!, paymentReference: charge.paymentReference! };
  await takeLines(
    payout,
    [
      { ...paid, reference: "txn_1", kind: "payment", at },
      { reference: "txn_2", kind: "fee", gross: -10n, fee: 0n, net: -10n, at: new Date(at.getTime() - 1000), text: "=Radar" },
    ],
    null,
  );
});

const get = (gateway: string, payout: string) =>
  GET(new Request("http://localhost/"), { params: Promise.resolve({ id: gateway, payout }) });

it("is a file with each line, its transaction and both references, for those who may, and is written down", async () => {
  await signInAs("FINANCE");
  const response = await get("sandbox", id);
  expect(response.headers.get("content-disposition")).toContain("payout-po_1.csv");
  const [head, paid, fee, ...more] = (await response.text()).replace("\uFEFF", "").split("\r\n");
  expect(head).toBe(
    "reference,at,kind,transaction,payment_reference,refund_reference,currency,gross,fee,net,exchanged_currency,exchanged_amount,text",
  );
  expect(paid).toMatch(new RegExp(`^txn_1,2026-11-20T10:00:00.000Z,payment,${number},sbx_ch_\\S+,,EUR,10.00,0.39,9.61,,,$`));
  expect(fee).toBe("txn_2,2026-11-20T09:59:59.000Z,fee,,,,EUR,-0.10,0.00,-0.10,,,'=Radar");
  expect(more).toEqual([""]);
  expect(await db.auditEntry.count({ where: { action: "payout.exported", subjectId: id } })).toBe(1);
});

it("is not there for another gateway or address, nor for those who may not export", async () => {
  await signInAs("FINANCE");
  expect((await get("stripe", id)).status).toBe(404);
  expect((await get("sandbox", "po_1")).status).toBe(404);
  await signInAs("SUPPORT");
  await expect(get("sandbox", id)).rejects.toBeInstanceOf(Refused);
});
