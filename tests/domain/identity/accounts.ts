import { register } from "#lib/customers/register.ts";
import { db } from "#lib/db/client.ts";
import type { Customer, Operator, Role } from "#lib/db/generated/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { hashPassword } from "#lib/identity/password.ts";
import { now } from "#lib/kernel/clock.ts";
import { unseal } from "#lib/kernel/seal.ts";

export const PASSWORD = "plain tests password";
/** A caller of whom nothing is known. */
export const NOBODY = { ip: null, browser: null };
const passwordHash = hashPassword(PASSWORD);

const fresh = () => `p-${crypto.randomUUID()}@example.com`;

export async function anAccount(fields: { email?: string; name?: string } = {}): Promise<Customer> {
  const hash = await passwordHash;
  return transaction((tx) => register(tx, { email: fresh(), name: "Vera", ...fields, passwordHash: hash }));
}

export async function anOperator(role: Role, email = fresh()): Promise<Operator> {
  return db.operator.create({ data: { email, name: role, role, passwordHash: await passwordHash, createdAt: now() } });
}

/** The one-time link of the newest message of `key` to an address: what its reader would follow. */
export async function linkSentTo(email: string, key: string): Promise<URL> {
  const message = await db.message.findFirstOrThrow({ where: { recipient: email, templateKey: key }, orderBy: { number: "desc" } });
  const [link] = Object.values(JSON.parse(unseal(message.secrets ?? "")));
  return new URL(link as string);
}

export function tokenOf(link: URL): string {
  return link.searchParams.get("token") ?? "";
}

export function countMessages(email: string, templateKey: string): Promise<number> {
  return db.message.count({ where: { recipient: email, templateKey, kind: "EMAIL" } });
}
