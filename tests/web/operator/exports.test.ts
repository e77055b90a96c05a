import { beforeEach, describe, expect, it, vi } from "vitest";
import { GET } from "#app/operator/exports/[id]/file/route.ts";
import * as actions from "#app/operator/exports/actions.ts";
import { db } from "#lib/db/client.ts";
import type { Operator } from "#lib/db/generated/client.ts";
import { readCsv, writeAll } from "#tests/domain/exports/exporting.ts";
import { addCustomer, addTransaction } from "#tests/domain/reports/history.ts";
import { useDatabase } from "#tests/support/database.ts";
import { newBrowser, Refused, submit } from "#tests/support/request.ts";
import { signInAs } from "#tests/web/sign-in-as.ts";

vi.mock("next/headers", () => import("#tests/support/request.ts"));
vi.mock("next/navigation", () => import("#tests/support/request.ts"));
vi.mock("next-intl/server", () => import("#tests/support/request.ts"));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

useDatabase();

let finance: Operator;
beforeEach(async () => {
  if ((await db.transaction.count()) === 0) {
    const { id: customerId } = await addCustomer();
    for (const amount of [1250n, 1249n]) await addTransaction("2026-03-01T10:00:00Z", amount, { customerId });
  }
  await db.export.deleteMany();
  finance = await signInAs("FINANCE");
});

const ask = (query: string, list = "transactions", format = "CSV") => submit(actions.ask, { list, format, query });
const get = (id: string, headers: Record<string, string> = {}) =>
  GET(new Request(`http://localhost/operator/exports/${id}/file`, { headers }), { params: Promise.resolve({ id }) });

/** The file of what an address asks for. */
async function fileOf(query: string, list?: string): Promise<{ id: string; file: Buffer }> {
  await db.export.deleteMany();
  expect((await ask(query, list)).status).toBe("done");
  await writeAll();
  const { id } = await db.export.findFirstOrThrow();
  return { id, file: Buffer.from(await (await get(id)).arrayBuffer()) };
}

const amounts = async (query: string) => readCsv((await fileOf(query)).file).map(({ amount }) => amount);

describe("an address", () => {
  it("is read as its page reads it: a decimal comma, several states, days", async () => {
    expect(await amounts("?min=12,50")).toEqual(["12.50"]);
    expect(await amounts("?status=SUCCEEDED&status=DECLINED")).toHaveLength(2);
    expect(await amounts("?from=2026-03-02")).toEqual([]);
    expect(await amounts("?sort=amount&dir=asc")).toEqual(["12.49", "12.50"]);
  });

  it.each(["communications", "customers", "subscriptions", "invoices", "audit"])("of %s too", async (list) => {
    const { file } = await fileOf("?from=2025-01-01&to=2099-01-01", list);
    expect(file.toString()).toMatch(/^\uFEFF(number|at),/);
    expect(await ask("?from=31.10.2026", list)).toMatchObject({ status: "refused", code: "filter_unreadable" });
  });

  it("that cannot be read is refused, with its filters' names, instead of making a file of rows that were not asked for", async () => {
    const long = "a".repeat(101);
    for (const query of ["?min=12,5,0&from=31.10.2026", "?country=DE&country=Germany", `?q=${long}`, "?min=10&min=20"]) {
      const { status, message } = await ask(query);
      expect(status).toBe("refused");
      for (const name of new Set(new URLSearchParams(query).keys())) expect(message).toContain(`${name}=`);
    }
    expect(await db.export.count()).toBe(0);
  });
});

describe("a file", () => {
  it("is fetched by who asked for it and by owners; others do not find it, and whoever fetches it is written down", async () => {
    const { id } = await fileOf("");
    await signInAs("FINANCE");
    await expect(get(id)).rejects.toEqual(new Refused(404));
    await signInAs("SUPPORT");
    await expect(get(id)).rejects.toEqual(new Refused(403));
    newBrowser();
    await expect(get(id)).rejects.toMatchObject({ to: expect.stringMatching(/^\/operator\/sign-in/) });
    const owner = await signInAs("OWNER");
    expect((await get(id)).status).toBe(200);
    const fetched = await db.auditEntry.findMany({ where: { action: "export.fetched", subjectId: id }, orderBy: { id: "asc" } });
    expect(fetched.map(({ actorId }) => actorId)).toEqual([finance.id, owner.id]);
    await expect(get("not an id")).rejects.toEqual(new Refused(404));
  });

  it("is not there before it is ready", async () => {
    await ask("");
    await expect(get((await db.export.findFirstOrThrow()).id)).rejects.toEqual(new Refused(404));
  });

  it("tells how long it is, and that nobody may keep or change it on the way", async () => {
    const { id, file } = await fileOf("");
    const { headers } = await get(id);
    expect(Object.fromEntries(headers)).toMatchObject({
      "x-streamtill-length": String(file.length),
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": expect.stringMatching(/^attachment; filename="transactions-\d{4}-\d\d-\d\d\.csv"$/),
      "cache-control": "private, no-store, no-transform",
      "accept-ranges": "bytes",
      etag: `"${id}"`,
    });
  });

  it("goes on where it was broken off, of all its parts", async () => {
    const { id, file } = await fileOf("");
    const { length } = file;
    await split(id, file);
    const part = async (range: string, ifRange?: string) => {
      const answer = await get(id, { range, ...(ifRange ? { "if-range": ifRange } : {}) });
      return [answer.status, answer.headers.get("content-range"), await sent(answer)];
    };
    const piece = (from: number, to = length - 1) => [206, `bytes ${from}-${to}/${length}`, file.toString("hex", from, to + 1)];
    expect(await part("bytes=10-")).toEqual(piece(10));
    expect(await part("bytes=0-9", `"${id}"`)).toEqual(piece(0, 9));
    expect(await part("bytes=150-320")).toEqual(piece(150, 320));
    expect(await part("bytes=-20")).toEqual(piece(length - 20));
    expect(await part(`bytes=5-${length * 9}`)).toEqual(piece(5));
    expect(await part(`bytes=${length}-`)).toEqual([416, `bytes */${length}`, ""]);
    expect(await part("bytes=-0")).toEqual([416, `bytes */${length}`, ""]);
    for (const all of ["bytes=9-5", "bytes=0-1,5-6", "lines=1-2", "bytes=-"])
      expect(await part(all)).toEqual([200, null, file.toString("hex")]);
    expect((await part("bytes=10-", '"another"'))[0]).toBe(200);
  });
});

/** The bytes of an answer, the mark at the beginning too. */
async function sent(answer: Response): Promise<string> {
  return Buffer.from(await answer.arrayBuffer()).toString("hex");
}

/** The file in parts of a hundred bytes. */
async function split(exportId: string, whole: Buffer): Promise<void> {
  await db.exportPart.deleteMany({ where: { exportId } });
  for (let at = 0; at < whole.length; at += 100)
    await db.exportPart.create({ data: { exportId, at: BigInt(at), body: new Uint8Array(whole.subarray(at, at + 100)) } });
}
