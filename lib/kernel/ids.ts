import { randomFillSync } from "node:crypto";

/** Randomness is drawn for many ids at once: a call for each costs more than all the rest of it. */
const pool = Buffer.alloc(16 * 256);
let drawn = pool.length;

let lastAt = 0;
let counter = 0;

/** A UUIDv7 (RFC 9562): sorts by the instant it was made at, and those that one process makes for the same millisecond by their order. */
export function newId(at = Date.now()): string {
  const bytes = sixteenRandom();
  counter = at === lastAt ? (counter + 1) & 0xfff : bytes.readUInt16BE(6) & 0x7ff;
  lastAt = at;
  bytes.writeUIntBE(at, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The lowest that could be made at that instant (milliseconds): those made before are lower, those from then on are not. */
export function firstId(at: number): string {
  const hex = at.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

function sixteenRandom(): Buffer {
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  drawn += 16;
  return pool.subarray(drawn - 16, drawn);
}
