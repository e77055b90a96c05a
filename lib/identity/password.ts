import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(argon2);

/** OWASP's first choice for Argon2id: 19 MiB, two passes, one lane. About 30 ms on a small server. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;

/** Hashes with Argon2id, as a PHC string: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<tag>`. */
export async function hashPassword(plain: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await tagOf(plain, salt, MEMORY_KIB, PASSES, LANES);
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(salt)}$${unpadded(tag)}`;
}

/** Whether `plain` is the password. Without a hash it does the same work and says no, so that time tells nothing about accounts. */
export async function verifyPassword(plain: string, hash: string | null): Promise<boolean> {
  const match = PHC.exec(hash ?? "");
  const [, memory, passes, lanes, salt, tag] = match ?? NOBODY;
  const expected = Buffer.from(tag, "base64");
  const actual = await tagOf(plain, Buffer.from(salt, "base64"), Number(memory), Number(passes), Number(lanes), expected.length);
  return timingSafeEqual(actual, expected) && match !== null;
}

const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
const NOBODY = ["", MEMORY_KIB, PASSES, LANES, unpadded(Buffer.alloc(16)), unpadded(Buffer.alloc(TAG_BYTES))] as unknown as string[];

function tagOf(plain: string, nonce: Buffer, memory: number, passes: number, parallelism: number, tagLength = TAG_BYTES): Promise<Buffer> {
  return derive("argon2id", { message: plain.normalize("NFKC"), nonce, parallelism, tagLength, memory, passes });
}

function unpadded(bytes: Buffer): string {
  return bytes.toString("base64").replace(/={1,2}$/, "");
}
