import { beforeEach, expect, it, vi } from "vitest";
import { changeListView, deleteListView, keepListLook, saveListView } from "#app/operator/list-actions.ts";
import { db } from "#lib/db/client.ts";
import type { Operator } from "#lib/db/generated/client.ts";
import { listLook } from "#lib/web/lists/list-look.ts";
import { MOST_VIEWS } from "#lib/web/lists/save-view.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, submit } from "#tests/support/request.ts";
import { signInAs } from "#tests/web/sign-in-as.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

useDatabase();

let ann: Operator;
beforeEach(async () => {
  await db.savedView.deleteMany();
  ann = await signInAs("SUPPORT");
});

const PHONES = { list: "customers", columns: "phone" };
const DECLINED = { list: "transactions", name: "Declined", query: "status=DECLINED" };
const viewsOf = async (operator: Operator, kept = {}) => (await listLook("transactions", operator, kept)).views;
const aView = (values: object = {}) => submit(saveListView, { ...DECLINED, ...values });

it("columns and density are kept for each operator and list, and forgotten again", async () => {
  const usual = await listLook("customers", ann, {});
  expect(usual).toMatchObject({ chosen: false, compact: false, shown: ["name", "subscriptions", "phone", "country", "since", "number"] });
  expect((await submit(keepListLook, { ...PHONES, density: "compact" })).status).toBe("done");
  expect(await listLook("customers", ann, {})).toMatchObject({ chosen: true, compact: true, shown: ["name", "phone"] });
  expect(await listLook("invoices", ann, {})).toMatchObject({ chosen: false, compact: false });
  const ben = await signInAs("SUPPORT");
  expect(await listLook("customers", ben, {})).toEqual(usual);

  expect((await submit(keepListLook, { list: "customers", density: "compact" })).status).toBe("done");
  expect(await listLook("customers", ben, {})).toMatchObject({ chosen: true, compact: true, shown: ["name"] });
  expect((await submit(keepListLook, { ...PHONES, reset: "true" })).status).toBe("done");
  expect(await listLook("customers", ben, {})).toEqual(usual);
  expect(await listLook("customers", ann, {})).toMatchObject({ shown: ["name", "phone"] });
  expect((await submit(keepListLook, { list: "customers", columns: "secret" })).errors).toHaveProperty("columns");
  expect((await submit(keepListLook, { list: "team", columns: "name" })).errors).toHaveProperty("list");
});

it("columns in the address come first, and what is no column is left out", async () => {
  const look = await listLook("transactions", ann, { cols: "fee,secret,amount", status: ["DECLINED"] });
  expect(look).toMatchObject({ chosen: true, shown: ["amount", "payer", "fee"], usual: "/operator/transactions?status=DECLINED" });
  expect(look.query).toBe("cols=amount,payer,fee&status=DECLINED");
});

it("a view keeps filter and columns, whatever their order in the address, and neither a place nor an open row", async () => {
  expect((await aView({ query: "status=DECLINED&cursor=b.d1.x&open=1&cols=fee,amount" })).status).toBe("done");
  const [{ query }] = await viewsOf(ann);
  expect(query).toBe("cols=fee,amount&status=DECLINED");
  expect((await aView({ name: "All", query: "open=1" })).errors).toHaveProperty("query");
});

it("a name is there once for each operator and list, and is refused at its field", async () => {
  await aView();
  expect((await aView({ query: "status=PENDING" })).errors).toEqual({ name: "You have a view with this name already." });
  expect((await aView({ name: " " })).errors).toHaveProperty("name");
  expect((await aView({ list: "invoices", query: "status=OPEN" })).status).toBe("done");
  await aView({ name: "Pending", query: "status=PENDING" });
  const pending = (await viewsOf(ann)).find(({ name }) => name === "Pending")!;
  expect((await submit(changeListView, { id: pending.id, name: "Declined" })).errors).toHaveProperty("name");
  expect((await submit(changeListView, { id: pending.id, name: "On their way" })).status).toBe("done");
  expect((await viewsOf(ann)).map(({ name }) => name)).toEqual(["Declined", "On their way"]);
  await signInAs("FINANCE");
  expect((await aView()).status).toBe("done");
});

it("is private, unless somebody shares it who may, and then everybody sees whose it is", async () => {
  await aView();
  const viewer = await signInAs("VIEWER");
  expect(await viewsOf(viewer)).toEqual([]);
  expect(await aView({ shared: "on" })).toMatchObject({ status: "refused", code: "forbidden" });
  expect((await aView({ name: "Mine" })).status).toBe("done");

  const finance = await signInAs("FINANCE");
  expect((await aView({ name: "Ours", shared: "on" })).status).toBe("done");
  const [ours] = await viewsOf(finance);
  expect(await viewsOf(viewer)).toMatchObject([
    { name: "Mine", of: null, mayDelete: true },
    { name: "Ours", of: finance.name, shared: true, mayDelete: false },
  ]);
  expect((await submit(changeListView, { id: ours.id, name: "Ours" })).status).toBe("done");
  expect(await viewsOf(viewer)).toMatchObject([{ name: "Mine" }]);
});

it("is changed by whose it is, and deleted by them; a shared one by an owner, too", async () => {
  const finance = await signInAs("FINANCE");
  await aView({ shared: "on" });
  await aView({ name: "Private" });
  const [shared, own] = await viewsOf(finance);
  for (const role of ["SUPPORT", "VIEWER", "OWNER"] as const) {
    await signInAs(role);
    expect((await submit(changeListView, { id: shared.id, name: "Theirs" })).code).toBe("view_unknown");
    expect((await submit(deleteListView, { id: own.id })).code).toBe("view_unknown");
    expect((await submit(deleteListView, { id: shared.id })).code).toBe(role === "OWNER" ? undefined : "view_unknown");
  }
  expect((await viewsOf(finance)).map(({ name }) => name)).toEqual(["Private"]);
});

it("there are fifty for one operator", async () => {
  const row = (n: number) => ({ operatorId: ann.id, list: "invoices", name: `View ${n}`, query: "status=OPEN", createdAt: new Date() });
  await db.savedView.createMany({ data: Array.from({ length: MOST_VIEWS - 1 }, (_, n) => row(n)) });
  expect((await aView()).status).toBe("done");
  expect((await aView({ name: "One more" })).code).toBe("views_too_many");
});

it("nobody who is signed out keeps anything", async () => {
  newBrowser();
  for (const send of [
    submit(keepListLook, PHONES),
    aView(),
    submit(deleteListView, { id: ann.id }),
    submit(changeListView, { id: ann.id }),
  ])
    expect((await send).to).toMatch(/^\/operator\/sign-in/);
});
