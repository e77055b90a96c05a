import { promisify } from "node:util";
import { constants, crc32, deflateRaw } from "node:zlib";
import { z } from "zod";
import { DomainError } from "#lib/kernel/errors.ts";

const entry = z.object({ name: z.string(), at: z.int(), crc: z.int(), packed: z.int(), size: z.int() });

/**
 * What is known of an archive that is written piece by piece: plain data, so that whoever goes on with it need not be who began it. `at`: its bytes
 * so far. Each piece is compressed by itself and ends at a whole byte, so that any worker can write the next. Names are ASCII.
 */
export const zip = z.object({ at: z.int(), entries: z.array(entry) });
export type Zip = z.output<typeof zip>;

/** What 32 bits can tell. */
const MOST_BYTES = 0xffff_ffff;
/** Sizes follow what they are of; names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATED = 8;
/** 1 January 1980, which is 0 in an archive: the same rows make the same file. */
const DAY = 0x21;

const packed = promisify(deflateRaw) as (data: Uint8Array, options?: object) => Promise<Buffer>;

/** Begins a file of the archive; the one before must have ended. */
export function beginEntry(archive: Zip, name: string): Buffer {
  archive.entries.push({ name, at: archive.at, crc: 0, packed: 0, size: 0 });
  const head = fields(
    [4, 0x04034b50],
    [2, 20],
    [2, FLAGS],
    [2, DEFLATED],
    [2, 0],
    [2, DAY],
    [4, 0],
    [4, 0],
    [4, 0],
    [2, name.length],
    [2, 0],
  );
  return counted(archive, Buffer.concat([head, Buffer.from(name)]));
}

/** More of the file that was begun last. @throws `export_too_large` beyond what an archive can hold */
export async function addToEntry(archive: Zip, text: string): Promise<Buffer> {
  const file = archive.entries[archive.entries.length - 1];
  const data = Buffer.from(text);
  const piece = await packed(data, { finishFlush: constants.Z_SYNC_FLUSH });
  file.crc = crc32(data, file.crc);
  file.size += data.length;
  file.packed += piece.length;
  if (archive.at + piece.length > MOST_BYTES) throw new DomainError("export_too_large");
  return counted(archive, piece);
}

export async function endEntry(archive: Zip): Promise<Buffer> {
  const file = archive.entries[archive.entries.length - 1];
  const last = await packed(Buffer.alloc(0));
  file.packed += last.length;
  return counted(archive, Buffer.concat([last, fields([4, 0x08074b50], [4, file.crc], [4, file.packed], [4, file.size])]));
}

/** The archive's table of contents, which is its end. */
export function endZip(archive: Zip): Buffer {
  const { at, entries } = archive;
  const contents = Buffer.concat(entries.flatMap((file) => [inContents(file), Buffer.from(file.name)]));
  const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, entries.length], [2, entries.length], [4, contents.length], [4, at], [2, 0]);
  return counted(archive, Buffer.concat([contents, end]));
}

function inContents({ name, at, crc, packed, size }: Zip["entries"][number]): Buffer {
  const about: Field[] = [
    [2, name.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, 0],
    [4, at],
  ];
  return fields([4, 0x02014b50], [2, 20], [2, 20], [2, FLAGS], [2, DEFLATED], [2, 0], [2, DAY], [4, crc], [4, packed], [4, size], ...about);
}

type Field = [bytes: 2 | 4, value: number];

function fields(...all: Field[]): Buffer {
  const buffer = Buffer.alloc(all.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of all) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

function counted(archive: Zip, piece: Buffer): Buffer {
  archive.at += piece.length;
  return piece;
}
