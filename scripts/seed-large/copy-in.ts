import type pg from "pg";
import type { Connection, Submittable } from "pg";

const FRAME = 5;
const SIZE = 256 * 1024;
const COPY_DATA = 0x64;
const SIGNATURE = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const LAST_ROW = Buffer.from([0xff, 0xff]);

type Wire = { stream: NodeJS.WritableStream & { writableLength: number }; query(sql: string): void; endCopyFrom(): void };

/** Statement that takes rows in PostgreSQL's binary format, in a transaction of its own that empties the table first: its pages are written frozen, and once. */
export class CopyIn implements Submittable {
  readonly #client: pg.Client;
  readonly #sql: string;
  readonly #begun = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<void>();
  readonly #spare: Buffer[] = [];
  #wire: Wire | undefined;
  #failed: Error | undefined;

  private constructor(client: pg.Client, sql: string) {
    this.#client = client;
    this.#sql = sql;
    this.#begun.promise.catch(() => undefined);
    this.#ended.promise.catch(() => undefined);
  }

  static async into(client: pg.Client, table: string, columns: string[]): Promise<CopyIn> {
    await client.query(`BEGIN; TRUNCATE "${table}"`);
    const names = columns.map((column) => `"${column}"`).join(", ");
    const copy = new CopyIn(client, `COPY "${table}" (${names}) FROM STDIN (FORMAT binary, FREEZE)`);
    client.query(copy);
    await copy.#begun.promise;
    copy.send(Buffer.concat([Buffer.alloc(FRAME), SIGNATURE]), FRAME + SIGNATURE.length);
    return copy;
  }

  /** An empty chunk: rows are written from byte 5 on. */
  chunk(): Buffer {
    return this.#spare.pop() ?? Buffer.allocUnsafeSlow(SIZE);
  }

  /** Hands over the first bytes of a chunk. */
  send(chunk: Buffer, length: number): void {
    if (this.#failed) throw this.#failed;
    chunk[0] = COPY_DATA;
    chunk.writeInt32BE(length - 1, 1);
    this.#wire!.stream.write(chunk.subarray(0, length), () => {
      if (chunk.length === SIZE) this.#spare.push(chunk);
    });
  }

  /** How many bytes wait for PostgreSQL. */
  get waiting(): number {
    return this.#wire!.stream.writableLength;
  }

  async end(): Promise<void> {
    this.send(Buffer.concat([Buffer.alloc(FRAME), LAST_ROW]), FRAME + LAST_ROW.length);
    this.#wire!.endCopyFrom();
    await this.#ended.promise;
    await this.#client.query("COMMIT");
  }

  submit(connection: Connection): void {
    this.#wire = connection as unknown as Wire;
    this.#wire.query(this.#sql);
  }

  handleCopyInResponse(): void {
    this.#begun.resolve();
  }

  handleCommandComplete(): void {}

  handleReadyForQuery(): void {
    this.#ended.resolve();
  }

  handleError(error: Error): void {
    this.#failed = error;
    this.#begun.reject(error);
    this.#ended.reject(error);
  }
}
