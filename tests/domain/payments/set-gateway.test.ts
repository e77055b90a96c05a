import { beforeAll, expect, it } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { db } from "#lib/db/client.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";
import { gateways } from "#lib/payments/registry.ts";
import { setGateway } from "#lib/payments/set-gateway.ts";
import { switchGateway } from "#lib/payments/switch-gateway.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { gatewayStates } from "#lib/web/settings/integrations.ts";
import { useDatabase } from "#tests/support/database.ts";
import { aPlan, aViewer, order } from "#tests/support/shop.ts";

useDatabase();

const sandbox = GATEWAYS.find(({ id }) => id === "sandbox")!;
beforeAll(() => {
  sandbox.settings.push({ name: "payee", label: "Account holder", kind: "line", max: 40, required: true });
});
const set = (payee: string) => setGateway({ gateway: "sandbox", settings: { payee } }, SYSTEM);
const offered = async () => gateways(await getSettings()).map(({ id }) => id);
const state = async () => gatewayStates(await getSettings()).find(({ id }) => id === "sandbox")!;

it("a gateway that lacks what operators must set is not offered, and its page says what", async () => {
  expect(await offered()).not.toContain("sandbox");
  expect((await state()).settings).toEqual([expect.objectContaining({ name: "payee", required: true, missing: true, value: "" })]);
  await set("My TV");
  expect(await offered()).toContain("sandbox");
  expect((await state()).settings).toEqual([expect.objectContaining({ missing: false, value: "My TV" })]);
});

it("stays as it is set when it is switched, and as it is switched when it is set; the audit log has both", async () => {
  await switchGateway({ gateway: "sandbox", enabled: true }, SYSTEM);
  await set("Our TV");
  expect((await getSettings()).gateways).toEqual({ sandbox: { enabled: true, settings: { payee: "Our TV" } } });
  const [last] = await db.auditEntry.findMany({ where: { subjectId: "gateways" }, orderBy: { id: "desc" }, take: 1 });
  expect(last).toMatchObject({ action: "settings.saved", after: { sandbox: { settings: { payee: "Our TV" } } } });
});

it("an order is written down with what is set then", async () => {
  const { price } = await aPlan();
  const { orderId } = await order(await aViewer(), price);
  await set("Another TV");
  expect(await db.transaction.findFirst({ where: { orderId } })).toMatchObject({ request: { settings: { payee: "Our TV" } } });
});
