import type { Actor } from "#lib/audit/audit.ts";
import type { Customer, Operator } from "#lib/db/generated/client.ts";

/** The operator as the audit log names them. */
export function operatorActor(operator: Pick<Operator, "id" | "name">, ip: string | null): Actor & { id: string } {
  return { kind: "OPERATOR", id: operator.id, name: operator.name, ip };
}

/** Of an entry about what an operator did to their own account. */
export function onSelf(operator: Operator, ip: string | null) {
  return { actor: operatorActor(operator, ip), subjectType: "operator", subjectId: operator.id };
}

/** The viewer as the audit log names them. */
export function viewerActor({ id, name }: Pick<Customer, "id" | "name">, ip: string | null): Actor & { id: string } {
  return { kind: "VIEWER", id, name, ip };
}
