import { db } from "#lib/db/client.ts";
import type { Operator } from "#lib/db/generated/client.ts";
import { unsealed } from "#lib/kernel/seal.ts";
import { totpUri } from "./totp.ts";

/** The team, those with access first; no secret is among it. */
export function team() {
  return db.operator.findMany({
    select: {
      ...{ id: true, name: true, email: true, role: true, createdAt: true, lastSignInAt: true, disabledAt: true },
      totpConfirmedAt: true,
      _count: { select: { passkeys: true } },
    },
    orderBy: [{ disabledAt: { sort: "desc", nulls: "first" } }, { createdAt: "asc" }],
  });
}

export type TeamMember = Awaited<ReturnType<typeof team>>[number];

/** An operator's second factors as their own page shows them; `offered` is the secret of an app that is being added. */
export async function ownFactors({ id, email, totpSecret, totpConfirmedAt }: Operator, issuer: string) {
  const [passkeys, codesLeft] = await Promise.all([
    db.passkey.findMany({
      where: { operatorId: id },
      select: { id: true, name: true, createdAt: true, lastUsedAt: true },
      orderBy: { createdAt: "asc" },
    }),
    db.recoveryCode.count({ where: { operatorId: id } }),
  ]);
  const secret = totpSecret && !totpConfirmedAt ? unsealed(totpSecret) : null;
  return { appSince: totpConfirmedAt, offered: secret ? { secret, uri: totpUri(secret, issuer, email) } : null, passkeys, codesLeft };
}
