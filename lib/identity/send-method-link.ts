import { z } from "zod";
import { type Actor, recordAudit } from "#lib/audit/audit.ts";
import { lockCustomer } from "#lib/customers/lock.ts";
import { transaction } from "#lib/db/transaction.ts";
import { conflict } from "#lib/kernel/errors.ts";
import { newId } from "#lib/kernel/ids.ts";
import { queueMessage } from "#lib/messages/sending/queue.ts";
import { pageLink, recipientOf } from "./account.ts";
import { createLinkToken, inMinutes, revokeLinkTokens } from "./link-token.ts";

export const sendMethodLinkInput = z.object({ customerId: z.uuid("invalid") });
export type SendMethodLinkInput = z.output<typeof sendMethodLinkInput>;

const ONE_DAY = 24 * 60;

/**
 * Sends a viewer a link that lets them save a way to pay on the gateway's page and does nothing else, by email and, where there is a number, by SMS;
 * earlier ones end. Returns it, for an operator to read out or send in another way. @throws 404 `customer_unknown`, 409 `account_closed`.
 */
export function sendMethodLink({ customerId }: SendMethodLinkInput, actor: Actor): Promise<string> {
  return transaction(async (tx) => {
    const customer = await lockCustomer(tx, customerId);
    if (customer.closedAt) throw conflict("account_closed");
    await revokeLinkTokens(tx, "ADD_METHOD", customerId);
    const token = await createLinkToken(tx, "ADD_METHOD", customerId, ONE_DAY);
    const link = pageLink("viewer", "add-method", { token });
    await queueMessage(tx, {
      key: "add_method",
      dedupeKey: `add_method:${customerId}:${newId()}`,
      recipient: recipientOf("viewer", customer),
      variables: { expires_at: inMinutes(ONE_DAY) },
      secrets: { links: { add: link } },
    });
    await recordAudit(tx, { actor, action: "customer.method_link_sent", subjectType: "customer", subjectId: customerId });
    return link;
  });
}
