import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import { db } from "#lib/db/client.ts";
import { askForExport } from "#lib/exports/ask-for-export.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { EVERYTHING } from "#tests/domain/exports/exporting.ts";
import { anOperator } from "#tests/domain/identity/accounts.ts";
import { seedLarge } from "../seed-large/seed.ts";
import { cookieOf } from "./cookie-of.ts";
import type { Stage } from "./stage.ts";

const HOUR_MS = 3_600_000;
const written = z.object({ seconds: z.number(), parts: z.int(), most: z.int().nullable() });

/** All transactions as a file: how quickly a worker writes it and how much memory it holds, in a process that does nothing else; and the same of the server that hands it out. */
export async function measure({ url, serve, memory }: Stage, print: (line: object) => void, transactions: number): Promise<void> {
  const until = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS);
  await seedLarge({ url: process.env.DATABASE_URL!, transactions, until, say: console.error });
  const operator = await anOperator("OWNER");
  const files = [await write("CSV", operator, print), await write("XLSX", operator, print)];
  const cookie = await cookieOf("operator", operator.id);
  await serve();
  for (const { id, format } of files) {
    const began = performance.now();
    const answer = await fetch(`${url}/operator/exports/${id}/file`, { headers: { cookie } });
    let bytes = 0;
    for await (const piece of answer.body!) bytes += piece.length;
    if (bytes !== Number(answer.headers.get("content-length"))) throw new Error(`${format} came with ${bytes} bytes.`);
    const seconds = (performance.now() - began) / 1000;
    print({ what: `download, ${format}`, unit: "MB/s", rate: Math.round(bytes / 1e6 / seconds), memory: memory()?.most });
  }
}

async function write(format: "CSV" | "XLSX", operator: { id: string; name: string }, print: (line: object) => void) {
  const id = await askForExport(
    { list: "transactions", format },
    { filter: EVERYTHING.transactions, address: {} },
    operatorActor(operator, null),
  );
  const child = spawn(process.execPath, [join(import.meta.dirname, "write-exports.ts")], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error("The export was not written.");
  const { seconds, parts, most } = written.parse(JSON.parse(said));
  const { rows, bytes, status } = await db.export.findUniqueOrThrow({ where: { id } });
  if (status !== "READY" || rows !== (await db.transaction.count())) throw new Error(`The export is ${status} with ${rows} rows.`);
  print({
    what: `export, ${format}`,
    unit: "rows/s",
    rows,
    rate: Math.round(rows / seconds),
    seconds,
    parts,
    megabytes: Number(bytes / 1_000_000n),
    memory: most,
  });
  return { id, format };
}
