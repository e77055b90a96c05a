import type { z } from "zod";
import { addMethod, addMethodInput } from "#lib/billing/buying/add-method.ts";
import { followMethodLink, followMethodLinkInput } from "#lib/identity/follow-method-link.ts";
import { ownerOfLink } from "#lib/identity/link-token.ts";
import { countTryToPay } from "#lib/web/forms/paying-action.ts";

export const addMethodByLinkInput = addMethodInput.pick({ gateway: true }).extend(followMethodLinkInput.shape);
export type AddMethodByLinkInput = z.output<typeof addMethodByLinkInput>;

/**
 * The same as `addMethod`, for whom a link was sent to; nobody need be signed in. A try of theirs is counted before the link is used, so that one that is refused leaves it
 * as it was; who has no link counts for nobody. @throws what it does, 410 `link_expired`, and `throttled`.
 */
export async function addMethodByLink({ token, gateway }: AddMethodByLinkInput, ip: string | null): Promise<string> {
  const id = await ownerOfLink(token, "ADD_METHOD");
  if (id) await countTryToPay({ id }, ip);
  return addMethod({ customer: (tx) => followMethodLink(tx, { token }), gateway, source: "link", ip });
}
