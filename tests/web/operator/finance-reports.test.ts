import { beforeAll, expect, it, vi } from "vitest";
import { GET as liabilitiesCsv } from "#app/operator/liabilities/export/route.ts";
import { GET as payoutsCsv } from "#app/operator/payouts/export/route.ts";
import { GET as receivablesCsv } from "#app/operator/receivables/export/route.ts";
import { GET as taxCsv } from "#app/operator/tax/export/route.ts";
import { db } from "#lib/db/client.ts";
import { useDatabase } from "#tests/support/database.ts";
import { Refused } from "#tests/support/request.ts";
import { aPlan, aViewer, buy } from "#tests/support/shop.ts";
import { signInAs } from "#tests/web/sign-in-as.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));

useDatabase();
beforeAll(async () => {
  await buy(await aViewer(), (await aPlan({ amount: 1190n })).price);
});

const FILES = [
  ["tax", taxCsv, "?by=quarter", /,DE,19\.00,standard,EUR,10\.00,1\.90,0\.00,0\.00,1\.90/],
  ["receivables", receivablesCsv, "?on=2030-01-01", /^\uFEFFas_of,invoice,/],
  ["liabilities", liabilitiesCsv, "", /,balance,closing,EUR,0\.00/],
  ["payouts", payoutsCsv, "", /,sandbox,EUR,0\.00,11\.90,/],
] as const;

it.each(FILES)("the file of %s is for finance, who is written down with it", async (name, file, query, line) => {
  const request = () => new Request(`http://localhost/operator/${name}/export${query}`);
  for (const role of ["VIEWER", "SUPPORT"] as const) {
    await signInAs(role);
    await expect(file(request())).rejects.toBeInstanceOf(Refused);
  }
  await signInAs("FINANCE");
  const answer = await file(request());
  expect(answer.headers.get("content-disposition")).toContain(".csv");
  expect(`\uFEFF${await answer.text()}`).toMatch(line);
  expect(await db.auditEntry.count({ where: { action: `${name}.exported` } })).toBe(1);
});
