import { recordAudit } from "#lib/audit/audit.ts";
import { setPassword } from "#lib/customers/credentials.ts";
import type { Operator } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { env } from "#lib/kernel/env.ts";
import { newId } from "#lib/kernel/ids.ts";
import { queueMessage } from "#lib/messages/sending/queue.ts";
import { revokeLinkTokens } from "./link-token.ts";
import { endSessions } from "./session-store.ts";
import type { SessionKind } from "./session-token.ts";

/** What a viewer's and an operator's account have in common. */
export type Account = Pick<Operator, "id" | "email" | "name" | "locale"> & {
  passwordHash: string | null;
  phone?: string | null;
};

/** An account that may sign in: not closed, not disabled. */
export function accountByEmail(tx: Tx, kind: SessionKind, email: string): Promise<Account | null> {
  return kind === "viewer"
    ? tx.customer.findUnique({ where: { email, closedAt: null } })
    : tx.operator.findUnique({ where: { email, disabledAt: null } });
}

export function accountById(tx: Tx, kind: SessionKind, id: string): Promise<Account | null> {
  return kind === "viewer"
    ? tx.customer.findUnique({ where: { id, closedAt: null } })
    : tx.operator.findUnique({ where: { id, disabledAt: null } });
}

/** Sets the password, ends every session and every open reset link, tells the owner and writes it into the audit log. */
export async function replacePassword(
  tx: Tx,
  kind: SessionKind,
  id: string,
  passwordHash: string,
  { how, ip, proof }: { how: "changed" | "reset"; ip: string | null; proof?: { emailVerifiedAt: Date } },
): Promise<Account> {
  const account: Account =
    kind === "viewer"
      ? await setPassword(tx, id, passwordHash, proof)
      : await tx.operator.update({ where: { id, disabledAt: null }, data: { passwordHash } });
  await endSessions(tx, kind, id);
  await revokeLinkTokens(tx, RESET_PURPOSE[kind], id);
  await recordAudit(tx, {
    actor: { kind: kind === "viewer" ? "VIEWER" : "OPERATOR", id, name: account.name, ip },
    action: `${SUBJECT[kind]}.password_${how}`,
    subjectType: SUBJECT[kind],
    subjectId: id,
  });
  await queueMessage(tx, {
    key: "password_changed",
    dedupeKey: `password_changed:${id}:${newId()}`,
    recipient: recipientOf(kind, account),
    variables: { changed_at: now(), links: { forgot: pageLink(kind, "forgot-password") } },
  });
  return account;
}

const SUBJECT = { viewer: "customer", operator: "operator" } as const;
export const RESET_PURPOSE = { viewer: "RESET_PASSWORD", operator: "RESET_OPERATOR_PASSWORD" } as const;

export function recipientOf(kind: SessionKind, account: Account) {
  const { id, name, email, phone, locale } = account;
  return { customerId: kind === "viewer" ? id : undefined, name, email, phone, locale };
}

type Page = "forgot-password" | "reset-password" | "verify-email" | "add-method";

/** The absolute address of a page that belongs to one kind of account: a one-time link with its token, and where it leads in the end. */
export function pageLink(kind: SessionKind, page: Page, query: { token?: string; to?: string } = {}): string {
  const path = `${kind === "operator" ? "/operator" : ""}/${page}`;
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  return `${env().APP_URL}${path}${search.size > 0 ? `?${search}` : ""}`;
}
