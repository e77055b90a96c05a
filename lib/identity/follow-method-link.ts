import { z } from "zod";
import type { Customer } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { useLinkToken } from "./link-token.ts";

export const followMethodLinkInput = z.object({ token: z.string().max(100) });
export type FollowMethodLinkInput = z.output<typeof followMethodLinkInput>;

/** Follows the link, once. Returns whose it is. @throws DomainError `link_expired` (410). */
export async function followMethodLink(tx: Tx, { token }: FollowMethodLinkInput): Promise<Customer> {
  const id = await useLinkToken(tx, token, "ADD_METHOD");
  const customer = id ? await tx.customer.findUnique({ where: { id, closedAt: null } }) : null;
  if (!customer) throw new DomainError("link_expired", { status: 410 });
  return customer;
}
