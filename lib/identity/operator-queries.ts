import { db } from "#lib/db/client.ts";

/** The team, those with access first; no secret is among it. */
export function team() {
  return db.operator.findMany({
    select: { id: true, name: true, email: true, role: true, createdAt: true, lastSignInAt: true, disabledAt: true },
    orderBy: [{ disabledAt: { sort: "desc", nulls: "first" } }, { createdAt: "asc" }],
  });
}

export type TeamMember = Awaited<ReturnType<typeof team>>[number];
