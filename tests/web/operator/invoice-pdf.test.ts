import { beforeAll, describe, expect, it, vi } from "vitest";
import { signInAsViewer } from "#app/(auth)/actions.ts";
import { signInAsOperator } from "#app/(auth)/operator/actions.ts";
import { GET } from "#app/operator/invoices/[id]/pdf/route.ts";
import { db } from "#lib/db/client.ts";
import { anAccount, anOperator, PASSWORD } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, Redirected, submit } from "#tests/support/request.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();

let invoice: { id: string; number: string | null };
const get = (id: string) => GET(new Request("http://localhost/"), { params: Promise.resolve({ id }) });

beforeAll(async () => {
  const { orderId } = await buy(await aViewer(), (await aPlan()).price);
  invoice = await db.invoice.findFirstOrThrow({ where: { orderId } });
});

describe("an invoice's PDF", () => {
  it("is for operators only", async () => {
    newBrowser();
    await expect(get(invoice.id)).rejects.toBeInstanceOf(Redirected);
    const viewer = await anAccount();
    await submit(signInAsViewer, { email: viewer.email, password: PASSWORD });
    await expect(get(invoice.id)).rejects.toBeInstanceOf(Redirected);
  });

  it("is named by its number and kept by no cache", async () => {
    newBrowser();
    const operator = await anOperator("VIEWER");
    await submit(signInAsOperator, { email: operator.email, password: PASSWORD });
    const response = await get(invoice.id);
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("content-disposition")).toContain(`${invoice.number}.pdf`);
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    expect((await get("nonsense")).status).toBe(404);
    expect((await get("01a20414-aea8-72b6-9a5b-e638db6b2435")).status).toBe(404);
  });
});
