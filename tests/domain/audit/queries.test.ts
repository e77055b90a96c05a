import { beforeAll, expect, test } from "vitest";
import { recordAudit } from "#lib/audit/audit.ts";
import { type AuditFilters, auditEntries, auditSubjectTypes } from "#lib/audit/queries.ts";
import { transaction } from "#lib/db/transaction.ts";
import { stopClockAt } from "#lib/kernel/clock.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();

const ALL: AuditFilters = { text: "", actorKind: null, subjectType: null, from: null, until: null };
const START = Date.UTC(2026, 0, 1);
const at = (minutes: number) => new Date(START + minutes * 60_000);

beforeAll(async () => {
  for (let index = 0; index < 120; index++) {
    stopClockAt(at(index));
    const actor = index % 2 ? ({ kind: "OPERATOR", name: "Ada 100%" } as const) : ({ kind: "SYSTEM", name: "Streamtill" } as const);
    await transaction((tx) =>
      recordAudit(tx, { actor, action: "plan.changed", subjectType: index % 3 ? "plan" : "coupon", subjectId: String(index) }),
    );
  }
});

const subjects = (page: Awaited<ReturnType<typeof auditEntries>>) => page.rows.map((row) => row.subjectId);

test("pages go down the log and back without a gap or a repetition", async () => {
  const first = await auditEntries(ALL, null);
  const second = await auditEntries(ALL, first.after);
  const third = await auditEntries(ALL, second.after);
  expect([...subjects(first), ...subjects(second), ...subjects(third)]).toEqual(
    Array.from({ length: 120 }, (_, index) => String(119 - index)),
  );
  expect([first.before, third.after]).toEqual([null, null]);
  expect(subjects(await auditEntries(ALL, third.before))).toEqual(subjects(second));
});

test("filters hold together, and a percent sign is only a percent sign", async () => {
  expect((await auditEntries({ ...ALL, text: "100%" }, null)).rows.every((row) => row.actorName === "Ada 100%")).toBe(true);
  expect((await auditEntries({ ...ALL, text: "%%%" }, null)).rows).toEqual([]);
  const filters: AuditFilters = { ...ALL, actorKind: "OPERATOR", subjectType: "coupon", from: at(0), until: at(9) };
  expect(subjects(await auditEntries(filters, null))).toEqual(["3"]);
  expect(await auditSubjectTypes()).toEqual(["coupon", "plan"]);
});
