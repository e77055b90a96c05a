import pg from "pg";
import { db } from "#lib/db/client.ts";
import { runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { tellHistory } from "./history.ts";
import { inLanes } from "./lanes.ts";
import { openShop } from "./shop.ts";
import { Story } from "./story.ts";
import { buildIndexes, finish, proveKeys, takeDown, trustKeys } from "./structure.ts";
import { TABLES, type TableName, Tables } from "./tables.ts";
import { wordsOfNames } from "./words.ts";
import { postRecognised } from "./write-ledger.ts";

const YEARS = 3;
/** How many transactions a viewer comes to in that time. */
const EACH = 29.2;
/** Among more than these it takes minutes to prove what a smaller history has proved. */
const MOST_PROVED = 2_000_000;

export type Wanted = { url: string; transactions: number; until: Date; say: (line: string) => void };

/** Fills an empty database, to which `db` points, with three years of a made-up operator. The same `until` tells the same story. Returns how many rows each table has. */
export async function seedLarge({ url, transactions, until, say }: Wanted): Promise<Record<TableName, number>> {
  const from = new Date(
    Temporal.Instant.fromEpochMilliseconds(until.getTime()).toZonedDateTimeISO("UTC").subtract({ years: YEARS }).epochMilliseconds,
  );
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await refuseUsed(client);
    const step = timed(say);
    const shop = await step("The catalogue", () => openAt(from));
    const { timeZone } = (await getSettings()).company;
    await step("Taking indexes and keys down", () => takeDown(client));
    const txid = Number((await client.query("SELECT pg_current_xact_id()::text AS txid")).rows[0].txid);
    const tables = await Tables.open(url);
    const names = await wordsOfNames(client);
    const story = new Story({ from: from.getTime(), until: until.getTime(), timeZone, shop, rows: tables.rows, txid, names });
    await step("Telling the history", () => tell(story, tables, Math.round(transactions / EACH), say));
    await step("Building indexes", () => buildIndexes(client, url));
    if (transactions > MOST_PROVED && (await isSuperuser(client))) await step("Putting foreign keys back", () => trustKeys(client));
    else await step("Proving foreign keys", () => proveKeys(client, url));
    await step("Counting for the planner", () =>
      inLanes(
        url,
        TABLES.map((name) => `ANALYZE "${name}"`),
      ),
    );
    await goOnFrom(client, story);
    await client.query("SELECT recount_subscriptions()");
    await finish(client);
    return Object.fromEntries(TABLES.map((name) => [name, tables.rows[name].count])) as Record<TableName, number>;
  } finally {
    await client.end();
  }
}

async function isSuperuser(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query("SELECT rolsuper AS is FROM pg_roles WHERE rolname = current_user");
  return rows[0].is;
}

/** A used database is somebody's. */
async function refuseUsed(client: pg.Client): Promise<void> {
  for (const name of [...TABLES, "Plan", "Operator", "Coupon", "TaxRate", "Setting", "AuditEntry"]) {
    const { rows } = await client.query(`SELECT FROM "${name}" LIMIT 1`);
    if (rows.length > 0)
      throw new Error(
        `This database is not empty: there are rows in ${name}. Name another folder, or another database: DATA_DIR=… npm run seed:large`,
      );
  }
}

async function openAt(at: Date) {
  stopClockAt(at);
  try {
    return await openShop();
  } finally {
    runClock();
  }
}

async function tell(story: Story, tables: Tables, viewers: number, say: (line: string) => void): Promise<void> {
  let told = 0;
  try {
    await tellHistory(story, viewers, async (share) => {
      await tables.catchUp();
      if (share < told + 0.1) return;
      told = share;
      say(`  ${Math.round(share * 100)} %: ${story.counted.transactions} transactions`);
    });
    const months = postRecognised(story);
    await tables.close();
    await db.revenueMonth.createMany({ data: months.map(({ day, closedAt }) => ({ month: dateOf(day), closedAt: new Date(closedAt) })) });
    await db.invoiceSeries.createMany({ data: [...story.series].map(([series, last]) => ({ series, last })) });
  } catch (error) {
    await tables.abandon();
    throw error;
  }
}

function dateOf(day: number): Date {
  return new Date(day * 86_400_000);
}

/** What comes next has the numbers that follow. */
async function goOnFrom(client: pg.Client, { counted, subs }: Story): Promise<void> {
  const last: [table: string, column: string, value: number][] = [
    ["Customer", "number", counted.customers],
    ["Subscription", "number", subs.length],
    ["Order", "number", counted.orders],
    ["Transaction", "number", counted.transactions],
    ["Message", "number", counted.messages],
    ["DomainEvent", "position", counted.events],
  ];
  for (const [table, column, value] of last)
    await client.query(`SELECT setval(pg_get_serial_sequence('"${table}"', '${column}'), ${Math.max(value, 1)})`);
}

function timed(say: (line: string) => void) {
  return async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const result = await work();
    say(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
    return result;
  };
}
