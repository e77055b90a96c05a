import type { CopyIn } from "./copy-in.ts";
import type { Id } from "./ids.ts";

const FRAME = 5;
/** No row is longer. */
const ROW = 16 * 1024;
const TWO_32 = 4_294_967_296;
const MS_2000 = 946_684_800_000;
const DAYS_2000 = 10_957;
const HEX = Buffer.from("0123456789abcdef", "latin1");
/** Before these bytes of a UUID's text stands a dash. */
const DASHES = new Set([4, 6, 8, 10]);

/** The rows of one table on their way to PostgreSQL: field by field, in the order of the columns. Numbers are exact up to 2^53. */
export class Rows {
  count = 0;
  readonly #copy: CopyIn;
  readonly #fields: number;
  #bytes: Buffer;
  #view: DataView;
  #at = FRAME;

  constructor(copy: CopyIn, fields: number) {
    this.#copy = copy;
    this.#fields = fields;
    this.#bytes = copy.chunk();
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset);
  }

  get waiting(): number {
    return this.#copy.waiting;
  }

  begin(): this {
    if (this.#at + ROW > this.#bytes.length) this.flush();
    this.count += 1;
    this.#view.setInt16(this.#at, this.#fields);
    this.#at += 2;
    return this;
  }

  none(): this {
    this.#view.setInt32(this.#at, -1);
    this.#at += 4;
    return this;
  }

  int(value: number | null | undefined): this {
    if (value == null) return this.none();
    this.#view.setInt32(this.#at, 4);
    this.#view.setInt32(this.#at + 4, value);
    this.#at += 8;
    return this;
  }

  big(value: number | null | undefined): this {
    if (value == null) return this.none();
    this.#view.setInt32(this.#at, 8);
    this.#view.setInt32(this.#at + 4, Math.floor(value / TWO_32));
    this.#view.setUint32(this.#at + 8, value >>> 0);
    this.#at += 12;
    return this;
  }

  flag(value: boolean): this {
    this.#view.setInt32(this.#at, 1);
    this.#bytes[this.#at + 4] = value ? 1 : 0;
    this.#at += 5;
    return this;
  }

  /** An instant, in milliseconds since 1970. */
  at(ms: number | null | undefined): this {
    return ms == null ? this.none() : this.big((ms - MS_2000) * 1000);
  }

  /** A civil day, in days since 1970. */
  day(day: number | null | undefined): this {
    return day == null ? this.none() : this.int(day - DAYS_2000);
  }

  bytes(value: Uint8Array | null | undefined): this {
    if (value == null) return this.none();
    this.#view.setInt32(this.#at, value.length);
    this.#bytes.set(value, this.#at + 4);
    this.#at += 4 + value.length;
    return this;
  }

  /** Only ASCII. */
  text(value: string | null | undefined): this {
    if (value == null) return this.none();
    this.#view.setInt32(this.#at, value.length);
    this.#bytes.write(value, this.#at + 4, "latin1");
    this.#at += 4 + value.length;
    return this;
  }

  json(value: Uint8Array | null | undefined): this {
    if (value == null) return this.none();
    this.#view.setInt32(this.#at, value.length + 1);
    this.#bytes[this.#at + 4] = 1;
    this.#bytes.set(value, this.#at + 5);
    this.#at += 5 + value.length;
    return this;
  }

  id(id: Id | null | undefined): this {
    return id == null ? this.none() : this.newId(id.tag, id.ms, id.n);
  }

  /** As a UUIDv7: its instant, what it names, and which one of these it is. */
  newId(tag: number, ms: number, n: number): this {
    this.#view.setInt32(this.#at, 16);
    this.#uuid(this.#at + 4, tag, ms, n);
    this.#at += 20;
    return this;
  }

  /** A text that ends in an id. */
  key(before: Uint8Array, { tag, ms, n }: Id, after = ""): this {
    const length = before.length + 36 + after.length;
    this.#view.setInt32(this.#at, length);
    this.#bytes.set(before, this.#at + 4);
    let at = this.#at + 4 + before.length;
    this.#uuid(at + 36, tag, ms, n);
    const from = at + 36;
    for (let index = 0; index < 16; index += 1) {
      if (DASHES.has(index)) this.#bytes[at++] = 45;
      const byte = this.#bytes[from + index];
      this.#bytes[at++] = HEX[byte >> 4];
      this.#bytes[at++] = HEX[byte & 15];
    }
    if (after) this.#bytes.write(after, at, "latin1");
    this.#at += 4 + length;
    return this;
  }

  flush(): void {
    if (this.#at === FRAME) return;
    this.#copy.send(this.#bytes, this.#at);
    this.#bytes = this.#copy.chunk();
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset);
    this.#at = FRAME;
  }

  async end(): Promise<void> {
    this.flush();
    await this.#copy.end();
  }

  #uuid(at: number, tag: number, ms: number, n: number): void {
    this.#view.setUint32(at, Math.floor(ms / 65_536));
    this.#view.setUint32(at + 4, (((ms % 65_536) << 16) | 0x7000 | tag) >>> 0);
    this.#view.setUint32(at + 8, (0x80000000 | Math.floor(n / TWO_32)) >>> 0);
    this.#view.setUint32(at + 12, n >>> 0);
  }
}
