import { describe, expect, test } from "vitest";
import { SYSTEM } from "#lib/audit/audit.ts";
import { movePlan } from "#lib/catalog/move-plan.ts";
import { savePlan, savePlanInput } from "#lib/catalog/save-plan.ts";
import { db } from "#lib/db/client.ts";
import { plansForOperator } from "#lib/reports/plans.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPlan, addPrice, sell } from "./catalog-fixtures.ts";

useDatabase();

const PNG = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(64)]).toString("base64");

function problems(values: object): Record<string, string> {
  const parsed = savePlanInput.safeParse({ name: "Family", slug: "family", ...values });
  return Object.fromEntries((parsed.error?.issues ?? []).map((issue) => [issue.path.join("."), issue.message]));
}

describe("what was typed", () => {
  test("a form's texts become a plan", () => {
    const plan = savePlanInput.parse({
      name: " Family ",
      slug: "family",
      features: "Live sports\r\n\n  4K films\nLive sports",
      packages: "Sports",
      maxDevices: "5",
      countries: "DE",
      highlighted: "on",
      externalId: "",
    });
    expect(plan).toMatchObject({
      name: "Family",
      features: ["Live sports", "4K films"],
      maxDevices: 5,
      countries: ["DE"],
      highlighted: true,
      externalId: null,
    });
  });

  test.each(["Family", "family plan", "-family", "fam--ily", "family/1", "عائلة"])("%s is no address of a page", (slug) => {
    expect(problems({ slug })).toEqual({ slug: "invalid_slug" });
  });

  test.each(["", "art:aurora", "https://cdn.example.com/a.jpg", `data:image/png;base64,${PNG}`])("poster %#: accepted", (poster) => {
    expect(problems({ poster })).toEqual({});
  });

  test.each([
    "http://cdn.example.com/a.jpg",
    "javascript:alert(1)",
    "data:text/html;base64,PGI+",
    "data:image/png;base64,PGI+",
    `data:image/png;base64,${Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(210_000)]).toString("base64")}`,
  ])("poster %#: refused", (poster) => {
    expect(problems({ poster })).toEqual({ poster: "invalid_poster" });
  });

  test("countries must exist", () => {
    expect(problems({ countries: ["DE", "XX"] })).toEqual({ countries: "invalid_country" });
  });
});

test("a slug belongs to one plan", async () => {
  const first = await addPlan();
  await expect(addPlan({ slug: first.slug })).rejects.toMatchObject({ code: "slug_taken", field: "slug" });
  await savePlan(savePlanInput.parse({ id: first.id, name: "Renamed", slug: first.slug }), SYSTEM);
  expect(await db.plan.findUnique({ where: { id: first.id } })).toMatchObject({ name: "Renamed" });
});

test("a plan goes on sale only with a price", async () => {
  const plan = await addPlan();
  const publish = () => savePlan(savePlanInput.parse({ id: plan.id, name: plan.name, slug: plan.slug, status: "PUBLIC" }), SYSTEM);
  await expect(publish()).rejects.toMatchObject({ code: "plan_unpriced", field: "status" });
  await addPrice(plan.id, { EUR: { amount: 999n, setupFee: 0n } });
  expect(await publish()).toMatchObject({ status: "PUBLIC" });
});

test("every change is in the audit log, with the values before and after", async () => {
  const plan = await addPlan({ tagline: "One" });
  await savePlan(savePlanInput.parse({ id: plan.id, name: plan.name, slug: plan.slug, tagline: "Two" }), SYSTEM);
  const entries = await db.auditEntry.findMany({ where: { subjectId: plan.id }, orderBy: { at: "asc" } });
  expect(entries).toMatchObject([
    { action: "plan.added", before: null, after: { tagline: "One" } },
    { action: "plan.changed", before: { tagline: "One" }, after: { tagline: "Two" } },
  ]);
});

test("plans are listed in the order the operator gave them, with their live subscriptions", async () => {
  const [a, b] = [await addPlan(), await addPlan()];
  await sell(await addPrice(b.id, { EUR: { amount: 999n, setupFee: 0n } }));
  await movePlan({ id: b.id, direction: "up" }, SYSTEM);
  const listed = (await plansForOperator()).filter((plan) => plan.id === a.id || plan.id === b.id);
  expect(listed.map((plan) => [plan.id, plan.subscriptions, plan.prices.length])).toEqual([
    [b.id, 1, 1],
    [a.id, 0, 0],
  ]);
});
