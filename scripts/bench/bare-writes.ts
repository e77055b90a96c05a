import type pg from "pg";
import { newId } from "#lib/kernel/ids.ts";

type Row = Record<string, string | null>;
export type Table = { name: string; columns: string[]; rows: Row[] };
/** The values of its rows, by table. */
type Prepared = (string | null)[][][];

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Writes what a purchase, or a renewal, leaves, the same rows with the same columns, with `pg` alone and in one transaction. */
export class BareWrites {
  private pool: pg.Pool;
  private copied = 0;
  /** The rows that it leaves. */
  readonly tables: Table[];

  constructor(pool: pg.Pool, tables: Table[]) {
    this.pool = pool;
    this.tables = tables;
  }

  /** Learns the rows from one that nothing else may run beside. It is the second: the first makes versions of the templates. */
  static async like(pool: pg.Pool, act: () => Promise<void>): Promise<BareWrites> {
    await act();
    const before = await everything(pool);
    await act();
    const known = new Set(before.flatMap(({ rows }) => rows.map(({ id }) => id)));
    const tables = (await everything(pool)).map((table) => ({ ...table, rows: table.rows.filter(({ id }) => !known.has(id)) }));
    return new BareWrites(
      pool,
      tables.filter(({ name, rows }) => name !== "Customer" && rows.length > 0),
    );
  }

  get rows(): number {
    return this.tables.reduce((sum, { rows }) => sum + rows.length, 0);
  }

  /** The same rows for each of `customerIds`, with ids and an invoice number of their own. */
  prepare(customerIds: string[]): Prepared[] {
    return customerIds.map((customerId) => this.copy(customerId));
  }

  /** One INSERT a row, as a plain program would. */
  insertEach(prepared: Prepared): Promise<void> {
    return this.inTransaction(async (client) => {
      for (const [index, rows] of prepared.entries())
        for (const values of rows) await client.query(insertStatement(this.tables[index], 1), values);
    });
  }

  /** One prepared INSERT a table: the least that can be said to PostgreSQL. */
  insertAll(prepared: Prepared): Promise<void> {
    return this.inTransaction(async (client) => {
      for (const [index, rows] of prepared.entries()) {
        const text = insertStatement(this.tables[index], rows.length);
        await client.query({ name: this.tables[index].name, text, values: rows.flat() });
      }
    });
  }

  private async inTransaction(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    const client = await this.pool.connect();
    try {
      await client.query("BEGIN");
      await work(client);
      await client.query("COMMIT");
      client.release();
    } catch (error) {
      client.release(true); // else the pool waits for it for ever, and nobody is told why
      throw error;
    }
  }

  private copy(customerId: string): Prepared {
    const [{ customerId: original }] = this.tables.find(({ name }) => name === "Invoice")!.rows;
    const ids = new Map(this.tables.flatMap(({ rows }) => rows.map(({ id }) => [id!, newId()])));
    ids.set(original!, customerId);
    const series = newId();
    this.copied += 1;
    // An invoice of its own: one number, and one cycle of its subscription.
    const own = { series, number: series, sequence: "1", cycle: String(1000 + this.copied) };
    return this.tables.map(({ name, columns, rows }) =>
      rows.map((row) => {
        const values: Row = name === "Invoice" ? { ...row, ...own } : row;
        return columns.map((column) => values[column]?.replace(UUID, (id) => ids.get(id) ?? id) ?? null);
      }),
    );
  }
}

/** Parents first, so that foreign keys hold. */
const ORDER = ["PaymentMethod", "Subscription", "SubscriptionItem", "Order", "Invoice", "Transaction", "LedgerJournal", "Message"];

async function everything(pool: pg.Pool): Promise<Table[]> {
  const columns = await pool.query(`
    SELECT table_name AS name, array_agg(column_name::text) FILTER (WHERE column_default IS NULL OR column_default NOT LIKE 'nextval%') AS columns
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
    WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE '\\_%'
    GROUP BY table_name HAVING 'id' = ANY (array_agg(column_name::text))`);
  const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  const tables: Table[] = columns.rows.sort((a, b) => place(a.name) - place(b.name));
  const asText = { getTypeParser: () => (value: string) => value };
  for (const table of tables) table.rows = (await pool.query({ text: `SELECT * FROM "${table.name}"`, types: asText })).rows;
  return tables;
}

function insertStatement({ name, columns }: Table, rows: number): string {
  const tuple = (row: number) => `(${columns.map((_, column) => `$${row * columns.length + column + 1}`).join(", ")})`;
  const tuples = Array.from({ length: rows }, (_, row) => tuple(row));
  return `INSERT INTO "${name}" (${columns.map((column) => `"${column}"`).join(", ")}) VALUES ${tuples.join(", ")}`;
}
