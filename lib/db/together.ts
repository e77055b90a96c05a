import { Prisma } from "./generated/client.ts";

const MOST = 50;

type Waiting<Item, Result> = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void };

/**
 * Lets what comes while a statement is under way be written by the next one, together: a statement of its own for each waits for the disk each time.
 * Who comes alone waits for nobody. `write` writes all it is given with one statement, or none, and answers for each in their order; where it fails
 * for several, each is written by itself at once, so that nobody bears another's fault, or waits for all of them in turn. Not within a transaction.
 */
export function together<Item, Result>(write: (items: Item[]) => Promise<Result[]>): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let writing = false;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) await answer(waiting.splice(0, MOST));
    writing = false;
  }

  async function answer(some: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await write(some.map(({ item }) => item));
      for (const [index, { resolve }] of some.entries()) resolve(results[index]);
    } catch (error) {
      if (some.length === 1) some[0].reject(error);
      else await Promise.all(some.map((one) => answer([one])));
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (writing) return;
      writing = true;
      queueMicrotask(() => void writeAll()); // after those who ask in this very moment
    });
}

/** Rows to read from under the name `new`, by their columns and PostgreSQL's types of them. A list a column: one that is planned once, however many rows there are. */
export function fromRows<Row extends object>(rows: Row[], types: { [Column in keyof Row & string]?: string }): Prisma.Sql {
  const columns = Object.entries(types) as [keyof Row & string, string][];
  const lists = columns.map(([column, type]) => Prisma.sql`${rows.map((row) => row[column])}::${Prisma.raw(type)}[]`);
  return Prisma.sql`unnest(${Prisma.join(lists)}) AS "new" (${Prisma.raw(columns.map(([column]) => `"${column}"`).join(", "))})`;
}
