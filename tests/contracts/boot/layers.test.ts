import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

/** Which file may import what, and what Biome must say otherwise. */
const IMPORTS: [path: string, imported: string, verdict: string][] = [
  ["lib/kernel/x.ts", "#lib/db/client.ts", "noRestrictedImports"],
  ["lib/kernel/x.ts", "../db/client.ts", "noRestrictedImports"],
  ["lib/db/x.ts", "#lib/audit/audit.ts", "noRestrictedImports"],
  ["lib/settings/x.ts", "#lib/catalog/quote.ts", "noRestrictedImports"],
  ["lib/settings/x.ts", "#lib/audit/audit.ts", "allowed"],
  ["lib/customers/x.ts", "#lib/messages/sending/queue.ts", "noRestrictedImports"],
  ["lib/catalog/x.ts", "#lib/subscriptions/start.ts", "noRestrictedImports"],
  ["lib/subscriptions/x.ts", "#lib/invoices/issue.ts", "noRestrictedImports"],
  ["lib/subscriptions/x.ts", "#lib/catalog/quote.ts", "allowed"],
  ["lib/payments/gateways/stripe/x.ts", "#lib/db/client.ts", "noRestrictedImports"],
  ["lib/payments/gateways/stripe/x.ts", "next", "noRestrictedImports"],
  ["lib/payments/gateways/stripe/x.ts", "../../registry.ts", "noRestrictedImports"],
  ["lib/payments/gateways/stripe/x.ts", "../../gateway.ts", "allowed"],
  ["lib/messages/channels/smtp/x.ts", "#lib/customers/queries.ts", "noRestrictedImports"],
  ["lib/billing/x.ts", "#lib/identity/session.ts", "noRestrictedImports"],
  ["lib/reports/x.ts", "#lib/billing/parts/notify.ts", "noRestrictedImports"],
  ["lib/identity/x.ts", "#lib/billing/parts/notify.ts", "noRestrictedImports"],
  ["lib/billing/parts/x.ts", "#lib/billing/ending/write-off.ts", "plugin"],
  ["lib/billing/ending/x.ts", "#lib/billing/settling/settle-payment.ts", "plugin"],
  ["lib/billing/settling/x.ts", "#lib/billing/asking/open-checkout.ts", "plugin"],
  ["lib/billing/asking/x.ts", "#lib/billing/buying/buy-plan.ts", "plugin"],
  ["lib/billing/buying/x.ts", "#lib/billing/renewing/run-renewals.ts", "plugin"],
  ["lib/billing/renewing/x.ts", "#lib/billing/buying/buy-plan.ts", "plugin"],
  ["lib/billing/buying/x.ts", "#lib/billing/asking/open-checkout.ts", "allowed"],
  ["lib/messages/templates/x.ts", "#lib/messages/sending/queue.ts", "plugin"],
  ["lib/messages/x.ts", "#lib/messages/sending/resend.ts", "plugin"],
  ["lib/messages/x.ts", "./templates/brand.ts", "plugin"],
  ["lib/messages/sending/x.ts", "#lib/messages/templates/brand.ts", "allowed"],
  ["lib/web/forms/x.ts", "#lib/web/shop/market.ts", "plugin"],
  ["lib/web/account/x.ts", "#lib/web/shop/market.ts", "plugin"],
  ["lib/inbox/x.ts", "#lib/audit/audit.ts", "noRestrictedImports"],
  ["lib/inbox/x.ts", "#lib/payments/registry.ts", "noRestrictedImports"],
  ["lib/jobs/x.ts", "#lib/web/forms/action.ts", "noRestrictedImports"],
  ["lib/web/x.ts", "#app/x.ts", "noRestrictedImports"],
  ["app/operator/x.ts", "#lib/db/transaction.ts", "noRestrictedImports"],
  ["app/operator/x.ts", "../../lib/db/client.ts", "noRestrictedImports"],
  ["app/operator/x.ts", "#lib/customers/add-note.ts", "allowed"],
  ["components/ui/x.ts", "#lib/settings/settings.ts", "plugin"],
  ["components/ui/x.ts", "#app/x.ts", "noRestrictedImports"],
];

/** Where no schema is written. */
const ACTIONS = "app/operator/actions.ts";

const folder = mkdtempSync(join(tmpdir(), "streamtill-layers-"));
afterAll(() => rmSync(folder, { recursive: true }));
let report: string;

beforeAll(() => {
  for (const path of ["biome.json", "scripts/lint"]) cpSync(path, join(folder, path), { recursive: true });
  for (const [index, [path, imported]] of IMPORTS.entries()) {
    const file = join(folder, path.replace("x.ts", `x${index}.ts`));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `import { something } from "${imported}";\n\nexport const it = something;\n`);
  }
  writeFileSync(join(folder, ACTIONS), 'import { z } from "zod";\n\nexport const it = z.object({});\n');
  const biome = join(process.cwd(), "node_modules/.bin/biome");
  const lint = spawnSync(biome, ["lint", "--vcs-enabled=false", "--max-diagnostics=none"], { cwd: folder, encoding: "utf8" });
  report = `${lint.stdout}${lint.stderr}`;
});

it.each(IMPORTS)("%s → %s: %s", (...row) => {
  const [path, , verdict] = row;
  const file = path.replace("x.ts", `x${IMPORTS.findIndex((other) => other.join() === row.join())}.ts`);
  const said = report.split("\n").filter((line) => line.startsWith(file));
  expect(said.join().match(/noRestrictedImports|plugin/)?.[0] ?? "allowed").toBe(verdict);
});

it("an action writes no schema of its own: it takes the input of its verb", () => {
  expect(report).toMatch(new RegExp(`^${ACTIONS}.* plugin`, "m"));
});
