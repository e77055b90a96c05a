import { expect, it } from "vitest";
import type { Actor } from "#lib/audit/audit.ts";
import { importByLayout, importByLayoutInput } from "#lib/billing/settling/import-by-layout.ts";
import { receiveStatement } from "#lib/billing/settling/import-statement.ts";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { removeLayout } from "#lib/payments/statements/layouts.ts";
import { previewOf } from "#lib/payments/statements/preview.ts";
import { forgetUploads } from "#lib/payments/statements/uploads.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();
const operator: Actor = { kind: "OPERATOR", name: "Finance" };
const GUESS = { saved: null, separator: null, head: null };

async function uploaded(text: string, byHand = false): Promise<string> {
  const received = await receiveStatement({ fileName: "bank.csv", byHand, file: new TextEncoder().encode(text) }, operator);
  if (!("uploadId" in received)) throw new Error("its columns were known");
  return received.uploadId;
}
const table = (...rows: string[]) => ["Wann;Wieviel;Wozu;Wer", ...rows].join("\n");
const named = (uploadId: string, more: object = {}) =>
  importByLayoutInput.parse({
    uploadId,
    separator: "semicolon",
    head: "1",
    dates: "dmy",
    decimal: "comma",
    date: "0",
    amount: "1",
    text: "2",
    payer: "3",
    credit: "",
    ...more,
  });

it("keeps a file whose columns are not known, and imports it by those that a person names", async () => {
  const id = await uploaded(table("31.01.2027;5,00;by hand;Vera"));
  expect(await previewOf(id, GUESS)).toMatchObject({
    columns: ["Wann", "Wieviel", "Wozu", "Wer"],
    layout: { separator: "semicolon", head: 1, dates: "dmy", decimal: "comma" },
    saved: [],
    rows: [{ number: 1 }, { number: 2, cells: ["31.01.2027", "5,00", "by hand", "Vera"] }],
  });
  expect(await importByLayout(named(id), operator)).toMatchObject({ added: 1 });
  expect(await db.statementLine.findFirst({ where: { text: "by hand" } })).toMatchObject({ amount: 500n, payer: "Vera" });
  await expect(previewOf(id, GUESS)).rejects.toMatchObject({ code: "upload_unknown", status: 404 });
});

it("keeps the file when a value is wrong, says where, and reads it another way", async () => {
  const id = await uploaded(table("01/31/2027;5,00;once more;Vera"));
  await expect(importByLayout(named(id), operator)).rejects.toMatchObject({
    code: "statement_cell",
    field: "date",
    values: { row: 2, column: "Wann" },
  });
  expect(await importByLayout(named(id, { dates: "mdy" }), operator)).toMatchObject({ added: 1 });
});

it("offers what was saved for a file with the same columns, and asks no more than a press", async () => {
  await importByLayout(named(await uploaded(table("31.01.2027;6,00;saved;Vera"), true), { saveAs: "My bank" }), operator);
  const id = await uploaded(table("31.01.2027;7,00;again;Vera"));
  const preview = await previewOf(id, GUESS);
  expect(preview).toMatchObject({ name: "My bank", layout: { columns: { date: 0, amount: 1, text: 2, payer: 3 } } });
  expect((await previewOf(id, { ...GUESS, head: 0 })).name).toBe("");
  await importByLayout({ uploadId: id, layout: preview.layout, saveAs: "My bank" }, operator);
  expect(await db.statementLayout.count()).toBe(1);
});

it("says in the audit who changed what had the name, what it was before, and who removed it", async () => {
  const [one, other] = [operator, { kind: "OPERATOR", name: "Another" } as const];
  await importByLayout(named(await uploaded(table("31.01.2027;8,00;one;Vera"), true), { saveAs: "Audited" }), one);
  await importByLayout(named(await uploaded(table("01/31/2027;9,00;two;Vera"), true), { saveAs: "Audited", dates: "mdy" }), other);
  const { id } = await db.statementLayout.findUniqueOrThrow({ where: { name: "Audited" } });
  for (const _ of [1, 2]) await removeLayout({ layoutId: id }, other);
  expect(await db.auditEntry.findMany({ where: { subjectType: "statement_layout", subjectId: id }, orderBy: { id: "asc" } })).toMatchObject(
    [
      { action: "statement_layout.saved", actorName: "Finance", before: null, after: { name: "Audited", layout: { dates: "dmy" } } },
      {
        action: "statement_layout.saved",
        actorName: "Another",
        before: { savedBy: "Finance", layout: { dates: "dmy" } },
        after: { layout: { dates: "mdy" } },
      },
      { action: "statement_layout.removed", actorName: "Another", before: { name: "Audited", layout: { dates: "mdy" } } },
    ],
  );
});

it("keeps a file with known columns whose values are wrong, and one for which a person wants to name them", async () => {
  await uploaded("Date,Description,Amount\n2027-01-31,x,what\n");
  await uploaded("Date,Description,Amount\n2027-01-31,x,5.00\n", true);
  await expect(uploaded("<a/>")).rejects.toMatchObject({ code: "statement_unreadable" });
});

it("refuses columns without which a line says nothing", () => {
  const refused = (more: object) => {
    const given = { uploadId: crypto.randomUUID(), separator: "comma", head: "1", dates: "dmy", decimal: "point", ...more };
    return importByLayoutInput.safeParse(given).error?.issues.map(({ path }) => path.join("."));
  };
  expect(refused({ date: "", text: "", amount: "" })).toEqual(["date", "text", "amount"]);
  expect(refused({ date: "0", text: "1", credit: "2" })).toBeUndefined();
  expect(refused({ date: "0", text: "1", amount: "61" })).toEqual(["amount"]);
});

it("forgets files that nobody came back to for a week", async () => {
  const [old, young] = [await uploaded(table("1;2;3;4")), await uploaded(table("1;2;3;4"))];
  await db.statementUpload.update({ where: { id: old }, data: { uploadedAt: new Date(now().getTime() - 8 * 86_400_000) } });
  expect(await forgetUploads(100)).toBe(1);
  expect(await db.statementUpload.count({ where: { id: young } })).toBe(1);
});
