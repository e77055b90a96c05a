import type { z } from "zod";
import { addMethod, addMethodInput } from "#lib/billing/buying/add-method.ts";
import { followMethodLink, followMethodLinkInput } from "#lib/identity/follow-method-link.ts";

export const addMethodByLinkInput = addMethodInput.pick({ gateway: true }).extend(followMethodLinkInput.shape);
export type AddMethodByLinkInput = z.output<typeof addMethodByLinkInput>;

/** The same as `addMethod`, for whom a link was sent to; nobody need be signed in. @throws what it does, and 410 `link_expired`. */
export function addMethodByLink({ token, gateway }: AddMethodByLinkInput, ip: string | null): Promise<string> {
  return addMethod({ customer: (tx) => followMethodLink(tx, { token }), gateway, source: "link", ip });
}
