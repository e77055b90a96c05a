import { z } from "zod";
import type { VatAnswer, VatRegistry } from "../../vat-registry.ts";

/** Some countries answer after a quarter of a minute. */
const TIMEOUT_MS = 25_000;

const answered = z.object({
  valid: z.boolean().optional(),
  requestIdentifier: z.string().nullish(),
  name: z.string().nullish(),
  address: z.string().nullish(),
  userError: z.string().nullish(),
  errorWrappers: z.array(z.object({ error: z.string() })).optional(),
});

/** The Commission's VAT Information Exchange System. Source: ec.europa.eu/taxation_customs/vies, its REST API `check-vat-number`. */
export function vies({ apiBase }: { apiBase: string }): VatRegistry {
  return {
    async check({ prefix, rest }, requester) {
      const from = requester && { requesterMemberStateCode: requester.prefix, requesterNumber: requester.rest };
      try {
        const response = await fetch(`${apiBase}/check-vat-number`, {
          method: "POST",
          headers: { "content-type": "application/json", accept: "application/json" },
          body: JSON.stringify({ countryCode: prefix, vatNumber: rest, ...from }),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        return read(response.status, answered.parse(await response.json()));
      } catch (error) {
        return {
          status: "unavailable",
          reason: error instanceof z.ZodError ? "UNREADABLE" : error instanceof Error ? error.name : "UNKNOWN",
        };
      }
    },
  };
}

/** A country that is not there, too many questions at once and the like come as errors, mostly with the status 200. */
function read(
  status: number,
  { valid, requestIdentifier, name, address, userError, errorWrappers = [] }: z.output<typeof answered>,
): VatAnswer {
  const [fault] = errorWrappers;
  if (fault?.error === "INVALID_INPUT") return { status: "invalid" };
  if (fault || valid === undefined || (userError && !["VALID", "INVALID"].includes(userError)))
    return { status: "unavailable", reason: fault?.error ?? userError ?? `HTTP ${status}` };
  const consultation = requestIdentifier || undefined;
  return valid ? { status: "valid", name: told(name), address: told(address), consultation } : { status: "invalid", consultation };
}

/** Countries that tell no names write dashes. */
function told(text: string | null | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed && !/^-+$/.test(trimmed) ? trimmed : undefined;
}
