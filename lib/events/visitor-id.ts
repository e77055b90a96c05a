import { createHmac, randomBytes } from "node:crypto";
import { db } from "#lib/db/client.ts";
import { now } from "#lib/kernel/clock.ts";
import { networkOf } from "#lib/kernel/network.ts";
import { dayColumn } from "#lib/kernel/period.ts";

/**
 * Who a visitor is today, and nobody tomorrow: made of their network, their browser's name and a salt that is thrown away when the day of the company is over.
 * After that the same can be made by nobody.
 */
export async function visitorId({ ip, userAgent }: { ip: string | null; userAgent: string }, timeZone: string): Promise<string> {
  const salt = await saltOf(dayColumn(now(), timeZone));
  const bytes = createHmac("sha256", salt)
    .update(`${networkOf(ip)}\n${userAgent}`)
    .digest()
    .subarray(0, 16);
  // A UUID of one's own making (RFC 9562, version 8).
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Asked for each time, for a process that kept it would know it when the day is over. The first one of a day throws those before away, whether a worker runs or not. */
async function saltOf(day: Date): Promise<Uint8Array> {
  const known = await db.visitorSalt.findUnique({ where: { day } });
  if (known) return known.salt;
  await db.visitorSalt.createMany({ data: [{ day, salt: randomBytes(32) }], skipDuplicates: true });
  await forgetSalts(day);
  return (await db.visitorSalt.findUniqueOrThrow({ where: { day } })).salt;
}

/** Throws the salts of the days before away. Returns how many. */
export async function forgetSalts(day: Date): Promise<number> {
  return (await db.visitorSalt.deleteMany({ where: { day: { lt: day } } })).count;
}
