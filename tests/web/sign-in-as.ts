import type { Operator, Role } from "#lib/db/generated/client.ts";
import { startOperatorSession } from "#lib/identity/session.ts";
import { anOperator } from "#tests/domain/identity/accounts.ts";
import { newBrowser } from "#tests/support/request.ts";

/** A new operator with that role, signed in, in a browser of their own. */
export async function signInAs(role: Role): Promise<Operator> {
  const operator = await anOperator(role);
  newBrowser();
  await startOperatorSession(operator);
  return operator;
}
