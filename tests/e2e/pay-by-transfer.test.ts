import type { Page } from "@playwright/test";
import { beforeAll, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { placeOrder, signInAsOwner, signUp } from "#tests/support/journey.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";
import { aPlan } from "#tests/support/shop.ts";
import { takeTransfers } from "#tests/support/transfers.ts";

useDatabase();
let server: TestServer;
beforeAll(async () => {
  await aPlan();
  await takeTransfers();
  server = await startServer();
}, 240_000);

it("a viewer orders by transfer, the operator imports the bank's statement, and the plan begins and says what is to be paid next", async () => {
  const viewer = await openPage();
  const { email, reference } = await orders(viewer);
  await importsStatement(reference);
  await expect.poll(() => db.message.count({ where: { customer: { email }, templateKey: "welcome", status: "SENT" } })).toBe(1);
  await viewer.goto(`${server.url}/account`);
  await expect(viewer.getByText(/^Paid by transfer: €10\.00 by /)).toBeVisible();
  await viewer.getByText("How to pay").click();
  await expect(viewer.getByText(reference)).toBeVisible();
});

/** Up to the page that says how to pay. */
async function orders(page: Page): Promise<{ email: string; reference: string }> {
  await page.goto(server.url);
  await page.getByRole("link", { name: "Choose this plan : Premium" }).click();
  const email = await signUp(page, { name: "Nora Nowak" });
  await page.getByRole("radio", { name: /Bank transfer/ }).check();
  await placeOrder(page, /\/checkout\/return/);
  await expect(page.getByRole("heading", { name: "Now it is your turn to pay" })).toBeVisible();
  await expect(page.getByText("DE89 3704 0044 0532 0130 00")).toBeVisible();
  return { email, reference: (await page.locator('dt:text-is("Reference") + dd').textContent())!.trim() };
}

/** One line is the viewer's to the unit, another is nobody's we know. */
async function importsStatement(reference: string): Promise<void> {
  const page = await openPage({ viewport: { width: 1440, height: 900 } });
  await signInAsOwner(page, server);
  await page.goto(`${server.url}/operator/transactions/statements`);
  await page.getByLabel("Statement", { exact: true }).setInputFiles({
    name: "camt.053.xml",
    mimeType: "application/xml",
    buffer: Buffer.from(camt([entry("10.00", reference.toLowerCase(), "first"), entry("3.20", "interest", "second")])),
  });
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("Matches", { exact: true })).toBeVisible();
  await expect(page.getByText("Names none we know")).toBeVisible();
  await page.getByRole("button", { name: "Record all that match" }).click();
  await expect(page.getByText("Recorded (1)")).toBeVisible();
  await expect(page.getByText("To decide (1)")).toBeVisible();
}

function camt(entries: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<Stmt><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy></Acct>${entries.join("")}</Stmt></BkToCstmrStmt></Document>`;
}

function entry(amount: string, text: string, id: string): string {
  return `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2027-01-31</Dt></BookgDt>
<NtryDtls><TxDtls><Refs><AcctSvcrRef>${id}</AcctSvcrRef></Refs><Amt Ccy="EUR">${amount}</Amt><RltdPties><Dbtr><Pty><Nm>Nora Nowak</Nm></Pty></Dbtr></RltdPties>
<RmtInf><Ustrd>${text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
}
