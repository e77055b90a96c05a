import { now } from "#lib/kernel/clock.ts";
import { DomainError } from "#lib/kernel/errors.ts";

/** What was shown holds for so long: its amounts are those of that moment. */
const SHOWN_MS = 30 * 60_000;

/** The moment that amounts were shown for. Nobody chooses theirs: what was shown a while ago is shown anew. @throws `terms_changed`. */
export function countedFrom(at: Date): Date {
  const age = now().getTime() - at.getTime();
  if (age < 0 || age > SHOWN_MS) throw new DomainError("terms_changed");
  return at;
}
