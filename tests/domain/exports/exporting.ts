import { parse } from "csv-parse/sync";
import { db } from "#lib/db/client.ts";
import type { ExportFormat } from "#lib/db/generated/client.ts";
import { askForExport } from "#lib/exports/ask-for-export.ts";
import type { ListName } from "#lib/exports/lists.ts";
import { bytesOf } from "#lib/exports/queries.ts";
import { writeExports } from "#lib/exports/write-exports.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { anOperator } from "#tests/domain/identity/accounts.ts";

/** Begins an export, of a new operator unless told otherwise. */
export async function ask(
  list: ListName,
  filter: object,
  format: ExportFormat = "CSV",
  by?: { id: string; name: string },
): Promise<string> {
  return askForExport({ list, format }, { filter, address: {} }, operatorActor(by ?? (await anOperator("FINANCE")), null));
}

/** Writes all that was asked for. @returns how many parts that took */
export async function writeAll(): Promise<number> {
  let parts = 0;
  for (let done = 1; done > 0; parts += done) done = await writeExports(1);
  return parts;
}

export async function fileOf(id: string): Promise<Buffer> {
  const { bytes } = await db.export.findUniqueOrThrow({ where: { id } });
  const pieces: Uint8Array[] = [];
  for await (const piece of bytesOf(id, 0n, bytes - 1n)) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The rows of a list's CSV file, by the names of its columns. */
export async function exported(list: ListName, filter: object): Promise<Record<string, string>[]> {
  const id = await ask(list, filter);
  await writeAll();
  return readCsv(await fileOf(id));
}

export function readCsv(file: Buffer): Record<string, string>[] {
  return parse(file, { bom: true, columns: true });
}

const ALL = { q: "", sorting: undefined, currency: null, customerId: null, subscriptionId: null, from: null, to: null };

/** A filter of each list that leaves everything. */
export const EVERYTHING = {
  transactions: {
    ...ALL,
    status: [],
    kind: [],
    gateway: null,
    country: null,
    planId: null,
    trouble: null,
    date: "created",
    hour: null,
    min: null,
    max: null,
  },
  invoices: { ...ALL, status: [], kind: null, drafts: false },
  subscriptions: { ...ALL, status: [], planId: null, date: "created", activeOn: null, unbegun: false, canceling: false },
  customers: { q: "", state: null, country: null, charges: null, from: null, to: null },
  communications: { text: "", kind: null, status: null, templateKey: null, customerId: null, from: null, until: null },
  audit: { text: "", actorKind: null, subjectType: null, from: null, until: null },
} satisfies Record<ListName, object>;
