import { beforeAll, describe, expect, it, vi } from "vitest";
import { forgetLayout, importFile, importTable, recordAll, sendPiece } from "#app/operator/transactions/statements/actions.ts";
import ColumnsPage from "#app/operator/transactions/statements/columns/[upload]/page.tsx";
import { db } from "#lib/db/client.ts";
import type { ActionState, FormAction } from "#lib/web/forms/action.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, Redirected, Refused } from "#tests/support/request.ts";
import { signInAs } from "#tests/web/sign-in-as.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ refresh: () => {}, revalidatePath: () => {} }));

useDatabase();

type Answer<T> = Partial<ActionState<T>> & { to?: string };
async function send<T>(action: FormAction<T>, values: Record<string, string | File>): Promise<Answer<T>> {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return action({ status: "idle" }, form).catch((error) => {
    if (error instanceof Redirected) return { to: error.to };
    throw error;
  });
}
const fileOf = (content: string | Uint8Array<ArrayBuffer>, name = "bank.csv") => new File([content], name);
const COLUMNS = "/operator/transactions/statements/columns/";
const idOf = ({ to }: Answer<unknown>) => to!.replace(COLUMNS, "");
const table = (...rows: string[]) => ["Wann;Wieviel;Wozu", ...rows].join("\n");
const named = (uploadId: string, more: Record<string, string> = {}) => ({
  ...{ uploadId, separator: "semicolon", head: "1", dates: "dmy", decimal: "comma", date: "0", amount: "1", text: "2" },
  ...more,
});
const open = (upload: string, asked: Record<string, string> = {}) =>
  ColumnsPage({ params: Promise.resolve({ upload }), searchParams: Promise.resolve(asked) });

/** A statement of so many payments, as large as banks write it. */
function camt(count: number): string {
  const entry = (at: number) => `
      <Ntry><Amt Ccy="EUR">12.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2027-05-01</Dt></BookgDt>
        <AcctSvcrRef>large-${at}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>Viewer ${at}</Nm></Pty></Dbtr></RltdPties>
        <RmtInf><Ustrd>für ${at} ${"x".repeat(200)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
  const entries = Array.from({ length: count }, (_, at) => entry(at)).join("");
  return `<Document><BkToCstmrStmt><Stmt>${entries}</Stmt></BkToCstmrStmt></Document>`;
}

/** As the form sends it. */
async function sendInPieces(file: File, size: number): Promise<string> {
  let uploadId = "";
  for (let at = 0; at < file.size; at += size) {
    const answer = await send(sendPiece, {
      fileName: file.name,
      uploadId,
      at: String(at),
      file: new File([file.slice(at, at + size)], file.name),
    });
    uploadId = answer.data!;
  }
  return uploadId;
}

beforeAll(async () => {
  await signInAs("FINANCE");
});

describe("a statement's file", () => {
  it("is imported, once", async () => {
    const file = fileOf("Date,Description,Amount\n2027-01-31,web,5.00\n");
    expect(await send(importFile, { file })).toMatchObject({ status: "done", data: { added: 1, known: 0 } });
    expect(await send(importFile, { file })).toMatchObject({ status: "done", data: { added: 0, known: 1 } });
  });

  it.each<[string, Record<string, File>, string]>([
    ["none", {}, "file"],
    ["a picture", { file: fileOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]), "a.png") }, "could not be read"],
    [
      "an advice",
      { file: fileOf("<Document><BkToCstmrDbtCdtNtfctn><Ntfctn/></BkToCstmrDbtCdtNtfctn></Document>") },
      "BkToCstmrDbtCdtNtfctn",
    ],
    ["a document type", { file: fileOf("<!DOCTYPE a><Document/>") }, "document type"],
  ])("is refused at its field: %s", async (_, values) => {
    const answer = await send(importFile, values);
    expect(answer).toMatchObject({ status: "refused", errors: { file: expect.any(String) } });
    expect(await db.statementUpload.count()).toBe(0);
  });

  it("is kept for its columns to be named where they are not known, or where that is asked for", async () => {
    const unknown = await send(importFile, { file: fileOf(table("31.01.2027;5,00;unknown")) });
    expect(unknown.to).toMatch(COLUMNS);
    const asked = await send(importFile, { file: fileOf("Date,Description,Amount\n2027-01-31,asked,5.00\n"), byHand: "on" });
    expect(asked.to).toMatch(COLUMNS);
    expect(await db.statementLine.count({ where: { text: { in: ["unknown", "asked"] } } })).toBe(0);
  });

  it("comes in pieces where it is larger than a request may be: ten thousand payments as CAMT", async () => {
    const file = fileOf(camt(10_000), "large.xml");
    expect(file.size).toBeGreaterThan(4_000_000);
    const uploadId = await sendInPieces(file, 900_000);
    expect(await send(importFile, { uploadId })).toMatchObject({ status: "done", data: { added: 10_000, known: 0 } });
    expect(await db.statementLine.count({ where: { text: { startsWith: "für " } } })).toBe(10_000);
    expect(await db.statementUpload.count({ where: { id: uploadId } })).toBe(0);
    expect((await send(importFile, { uploadId })).message).toContain("not kept");
  });

  it("takes pieces of one file only, in their order, and no more than it may have", async () => {
    const first = { fileName: "a.csv", at: "0", file: fileOf("Date,Descr") };
    const { data: uploadId = "" } = await send(sendPiece, first);
    const next = { fileName: "a.csv", uploadId, at: "10", file: fileOf("iption,Amount\n2027-01-31,in pieces,5.00\n") };
    expect(await send(sendPiece, next)).toMatchObject({ status: "done", data: uploadId });
    expect((await send(sendPiece, next)).message).toContain("twice");
    expect((await send(sendPiece, { ...next, at: "20000000" })).errors).toHaveProperty("file");
    expect((await send(sendPiece, { ...next, uploadId: crypto.randomUUID() })).message).toContain("not kept");
    expect((await send(sendPiece, { fileName: "a.csv", at: "0" })).errors).toHaveProperty("file");
    await signInAs("FINANCE");
    expect((await send(sendPiece, { ...next, at: "51" })).status).toBe("refused");
    expect(await send(importFile, { uploadId })).toMatchObject({ status: "done", data: { added: 1 } });
  });

  it("that came in pieces is not kept where it cannot be read", async () => {
    const uploadId = await sendInPieces(fileOf("<Document><Other/></Document>", "a.xml"), 10);
    expect((await send(importFile, { uploadId })).errors).toHaveProperty("file");
    expect(await db.statementUpload.count({ where: { id: uploadId } })).toBe(0);
  });
});

describe("the page that names columns", () => {
  it("is for who may record payments", async () => {
    const id = idOf(await send(importFile, { file: fileOf(table("31.01.2027;5,00;page")) }));
    await open(id);
    await open(id, { separator: "tab", head: "999", saved: "no" });
    for (const role of ["SUPPORT", "VIEWER"] as const) {
      await signInAs(role);
      await expect(open(id)).rejects.toEqual(new Refused(403));
    }
    newBrowser();
    await expect(open(id)).rejects.toThrow(Redirected);
    await signInAs("FINANCE");
    await expect(open(crypto.randomUUID())).rejects.toEqual(new Refused(404));
    await expect(open("no")).rejects.toEqual(new Refused(404));
  });

  it("says at its field what is missing or cannot be read, keeps what was typed, and imports the rest of the way", async () => {
    const id = idOf(await send(importFile, { file: fileOf(table("31.01.2027;fünf;cell")) }));
    const missing = await send(importTable, named(id, { date: "", amount: "" }));
    expect(Object.keys(missing.errors ?? {}).sort()).toEqual(["amount", "date"]);
    const wrong = await send(importTable, named(id, { saveAs: "Wrong" }));
    expect(wrong).toMatchObject({ status: "refused", errors: { amount: expect.stringContaining("fünf") }, values: { saveAs: "Wrong" } });
    expect(wrong.errors?.amount).toContain("2");
    expect((await send(importTable, named(id, { date: "1" }))).errors).toHaveProperty("date");
    expect(await db.statementLayout.count({ where: { name: "Wrong" } })).toBe(0);
    expect((await send(importTable, named(crypto.randomUUID()))).message).toContain("not kept");
    const right = idOf(await send(importFile, { file: fileOf(table("31.01.2027;5,00;cell")) }));
    expect((await send(importTable, named(right))).to).toMatch(/\?statement=\d+$/);
    expect(await db.statementLine.count({ where: { text: "cell" } })).toBe(1);
  });

  it("offers a saved layout until it is deleted", async () => {
    const first = idOf(await send(importFile, { file: fileOf(table("31.01.2027;5,00;layout")) }));
    await send(importTable, named(first, { saveAs: "My bank" }));
    const { id: layoutId } = await db.statementLayout.findUniqueOrThrow({ where: { name: "My bank" } });
    expect(await send(forgetLayout, { layoutId })).toMatchObject({ status: "done" });
    expect(await db.statementLayout.count({ where: { id: layoutId } })).toBe(0);
    expect(await send(forgetLayout, { layoutId })).toMatchObject({ status: "done" });
    expect(await send(forgetLayout, { layoutId: "no" })).toMatchObject({ status: "refused" });
    expect(await db.statementLine.count({ where: { text: "layout" } })).toBe(1);
  });
});

it("records what matches with filters as the page has them", async () => {
  expect(await send(recordAll, { q: "nothing like it", statement: "", from: "", to: "", after: "" })).toMatchObject({
    status: "done",
    data: { recorded: 0, left: 0, after: null },
  });
  expect((await send(recordAll, { after: "no" })).errors).toHaveProperty("after");
});
