import { inflateSync } from "node:zlib";

const WOFF_HEADER = 44;
const SFNT_HEADER = 12;

/**
 * The TrueType font inside a WOFF 1.0 file (w3.org/TR/WOFF). The PDF library reads WOFF too, but inflates a table anew each time it looks
 * something up, in JavaScript: fifty times slower.
 */
export function woffToTrueType(woff: Buffer): Buffer {
  const tables = Array.from({ length: woff.readUInt16BE(12) }, (_, index) => {
    const entry = WOFF_HEADER + index * 20;
    const [offset, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at));
    const bytes = woff.subarray(offset, offset + packed);
    return {
      tag: woff.subarray(entry, entry + 4),
      checksum: woff.subarray(entry + 16, entry + 20),
      body: packed < length ? inflateSync(bytes) : bytes,
    };
  });

  const header = Buffer.alloc(SFNT_HEADER + tables.length * 16);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  header.writeUInt32BE(woff.readUInt32BE(4), 0);
  for (const [index, value] of [tables.length, power * 16, Math.log2(power), (tables.length - power) * 16].entries()) {
    header.writeUInt16BE(value, 4 + index * 2);
  }
  const parts = [header];
  let position = header.length;
  for (const [index, { tag, checksum, body }] of tables.entries()) {
    const entry = SFNT_HEADER + index * 16;
    tag.copy(header, entry);
    checksum.copy(header, entry + 4);
    header.writeUInt32BE(position, entry + 8);
    header.writeUInt32BE(body.length, entry + 12);
    const padded = Buffer.alloc(Math.ceil(body.length / 4) * 4);
    body.copy(padded);
    parts.push(padded);
    position += padded.length;
  }
  return Buffer.concat(parts);
}
