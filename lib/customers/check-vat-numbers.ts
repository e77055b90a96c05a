import pLimit from "p-limit";
import { recordAudit, SYSTEM } from "#lib/audit/audit.ts";
import { Prisma, type VatNumber } from "#lib/db/generated/client.ts";
import { takeDue } from "#lib/db/lease.ts";
import { transaction } from "#lib/db/transaction.ts";
import { patient } from "#lib/kernel/backoff.ts";
import { now } from "#lib/kernel/clock.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { readVatNumber } from "./vat-number.ts";
import { vatRegistry } from "./vat-registries.ts";
import type { VatAnswer } from "./vat-registry.ts";

/** Registries refuse those who ask much at once. */
const AT_ONCE = 4;
const LEASE_MS = 120_000;
const DAY_MS = 24 * 60 * 60 * 1000;
/** A confirmation is as old as this at most when a period is billed; a number that is not in force may be new, and come. */
const ASK_AGAIN_DAYS = { VALID: 30, INVALID: 7 };
const LONGEST_PAUSE = { minutes: 6 * 60 };

/** Asks the registry about VAT numbers that are new, or were not asked about for long. Returns how many. An outage leaves a number as it was. */
export async function checkVatNumbers(limit = 20): Promise<number> {
  const due = await takeDue("VatNumber", { due: "dueAt", which: Prisma.sql`TRUE`, limit, forMs: LEASE_MS, counted: "attempts" });
  if (due.length === 0) return 0;
  const requester = (await getSettings()).company.vatId;
  await pLimit(AT_ONCE).map(due, async (number) => {
    const read = readVatNumber(number.number);
    const answer = read ? await vatRegistry().check(read, readVatNumber(requester)) : ({ status: "invalid" } as const);
    await (answer.status === "unavailable" ? askLater(number, answer.reason) : keepAnswer(number, answer, requester));
  });
  return due.length;
}

function askLater({ id, attempts }: VatNumber, trouble: string): Promise<unknown> {
  const dueAt = new Date(now().getTime() + patient(attempts, LONGEST_PAUSE));
  return transaction((tx) => tx.vatNumber.update({ where: { id }, data: { dueAt, trouble } }));
}

type Definite = Exclude<VatAnswer, { status: "unavailable" }>;

/** A change is in the audit log, too; a number that nobody bears any more is not asked about again. */
async function keepAnswer(number: VatNumber, answer: Definite, requester: string): Promise<void> {
  const at = now();
  const { status: said, ...told } = answer;
  const status = said === "valid" ? "VALID" : "INVALID";
  const dueAt = new Date(at.getTime() + ASK_AGAIN_DAYS[status] * DAY_MS);
  await transaction(async (tx) => {
    await tx.vatCheck.create({
      data: { ...told, vatNumberId: number.id, registry: vatRegistry().id, status, requester: requester || null, at },
    });
    await tx.vatNumber.update({ where: { id: number.id }, data: { status, checkedAt: at, dueAt, attempts: 0, trouble: null } });
    // Looked for under the row's lock: who takes the number up meanwhile waits for it.
    const borne = await tx.customer.findFirst({ where: { vatId: number.number, closedAt: null }, select: { id: true } });
    if (!borne) await tx.vatNumber.update({ where: { id: number.id }, data: { dueAt: null } });
    if (status === number.status) return;
    await recordAudit(tx, {
      actor: SYSTEM,
      action: "vat_number.checked",
      subjectType: "vat_number",
      subjectId: number.id,
      before: { number: number.number, status: number.status },
      after: { number: number.number, status, ...told },
    });
  });
}
