import { beforeEach, expect, it, vi } from "vitest";
import { signInAsOperator } from "#app/(auth)/operator/actions.ts";
import { savePlanAction } from "#app/operator/plans/actions.ts";
import { saveBrand, saveCompany, saveContent, saveInvoicing, saveLegal, saveMarket, saveRenewals } from "#app/operator/settings/actions.ts";
import { remind } from "#app/operator/subscriptions/actions.ts";
import { db } from "#lib/db/client.ts";
import { setDisabled } from "#lib/identity/change-operator.ts";
import { inviteOperator } from "#lib/identity/invite-operator.ts";
import { resetPasswordWithLink } from "#lib/identity/reset-password.ts";
import { newId } from "#lib/kernel/ids.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { readForm } from "#lib/web/forms/read-form.ts";
import { anOperator } from "#tests/domain/identity/accounts.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, submit } from "#tests/support/request.ts";
import { signInAs } from "#tests/web/sign-in-as.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined, refresh: () => undefined }));

useDatabase();
beforeEach(() => newBrowser());

it("does not remind of a subscription that is not there", async () => {
  await signInAs("SUPPORT");
  expect(await submit(remind, { subscriptionId: newId() })).toMatchObject({
    status: "refused",
    message: "This subscription does not exist.",
  });
});

it("saves nothing of an empty settings form", async () => {
  await signInAs("OWNER");
  const before = await getSettings();
  for (const action of [saveBrand, saveContent, saveLegal, saveCompany, saveInvoicing, saveMarket, saveRenewals])
    expect(await submit(action, {})).toMatchObject({ status: "refused" });
  expect(await getSettings()).toEqual(before);
  expect(await db.auditEntry.count({ where: { action: { startsWith: "settings" } } })).toBe(0);
});

it("marks the field in which a list was typed when one of its entries is refused", async () => {
  await signInAs("OWNER");
  const days = {
    retryAfterDays: "2, x, 400",
    graceDays: "21",
    suspendDays: "0",
    renewalDaysBefore: "3",
    trialDaysBefore: "3",
    cardExpiryDaysBefore: "7",
  };
  const { errors, values } = await submit(saveRenewals, days);
  expect(Object.keys(errors ?? {})).toEqual(["retryAfterDays"]);
  expect(values).toEqual(days);
  const plan = { name: "Sports", slug: "sports", poster: "art:stadium", features: `Live\n${"long ".repeat(100)}` };
  expect(Object.keys((await submit(savePlanAction, plan)).errors ?? {})).toContain("features");
});

it.each([undefined, null, 1, "text", { keys: 1 }, []])("takes %j in place of a form for an empty one", async (sent) => {
  const state = await signInAsOperator({ status: "idle" }, sent as never);
  expect(state).toMatchObject({ status: "refused", errors: { email: "Please fill this in." } });
});

it("refuses the invitation of an operator who was disabled meanwhile", async () => {
  const owner = await anOperator("OWNER");
  const { operator, link } = await inviteOperator({ name: "Ina", email: "ina@example.com", role: "SUPPORT" }, owner, null);
  await setDisabled({ id: operator.id, disabled: true }, owner, null);
  const token = new URL(link).searchParams.get("token") ?? "";
  await expect(resetPasswordWithLink("operator", { token, password: "plum river 42 wide" }, null)).rejects.toMatchObject({
    code: "link_expired",
  });
});

it("reads a form, and nothing of a body that is none", async () => {
  const request = (body: string, type: string) =>
    new Request("http://tv.test", { method: "POST", body, headers: { "content-type": type } });
  expect((await readForm(request("card=1", "application/x-www-form-urlencoded")))?.get("card")).toBe("1");
  expect(await readForm(request('{"card":1}', "application/json"))).toBeNull();
  expect(await readForm(request("--x\r\nbroken", "multipart/form-data; boundary=x"))).toBeNull();
});
