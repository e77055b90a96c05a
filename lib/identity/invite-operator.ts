import { z } from "zod";
import { recordAudit } from "#lib/audit/audit.ts";
import { personName } from "#lib/customers/profile.ts";
import { type Operator, Role } from "#lib/db/generated/client.ts";
import { isDuplicate } from "#lib/db/rows.ts";
import { transaction } from "#lib/db/transaction.ts";
import { now } from "#lib/kernel/clock.ts";
import { emailAddress } from "#lib/kernel/email.ts";
import { DomainError } from "#lib/kernel/errors.ts";
import { operatorActor } from "./actor.ts";
import { sendResetLink } from "./request-password-reset.ts";
import { mustBeOwner } from "./roles.ts";

export const inviteOperatorInput = z.object({ name: personName, email: emailAddress, role: z.enum(Role) });
export type InviteOperatorInput = z.output<typeof inviteOperatorInput>;

const INVITATION_MINUTES = 3 * 24 * 60;

/**
 * Invites an operator, who chooses a password through the link.
 * @returns the link too, to hand over where no mail is sent. @throws DomainError `operator_exists` at `email`.
 */
export async function inviteOperator(
  input: InviteOperatorInput,
  by: Operator,
  ip: string | null,
): Promise<{ operator: Operator; link: string }> {
  mustBeOwner(by);
  try {
    return await transaction(async (tx) => {
      const operator = await tx.operator.create({ data: { ...input, passwordHash: "", createdAt: now() } });
      const link = await sendResetLink(tx, "operator", operator, INVITATION_MINUTES);
      await recordAudit(tx, {
        actor: operatorActor(by, ip),
        action: "operator.invited",
        subjectType: "operator",
        subjectId: operator.id,
        after: { email: operator.email, role: operator.role },
      });
      return { operator, link };
    });
  } catch (error) {
    throw isDuplicate(error) ? new DomainError("operator_exists", { status: 409, field: "email" }) : error;
  }
}
