import type { Actor } from "#lib/audit/audit.ts";
import type { Subscription } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/transaction.ts";
import type { Settings } from "#lib/settings/schema.ts";
import { type ChangeObstacle, changeObstacle } from "./change-obstacle.ts";

export type PauseObstacle = ChangeObstacle | "not_paused_by_viewers" | "pass_not_paused" | "trial_not_paused" | "paused_often";

const YEAR_MS = 365 * 86_400_000;

/** Why a subscription cannot be paused now; null where it can. `at`: now. */
export async function pauseObstacle(
  tx: Tx,
  subscription: Subscription,
  by: Actor["kind"],
  at: Date,
  { pauses, dunning }: Pick<Settings, "pauses" | "dunning">,
): Promise<PauseObstacle | null> {
  if (by === "VIEWER" && !pauses.byViewers) return "not_paused_by_viewers";
  if (subscription.oneTerm) return "pass_not_paused";
  if (subscription.status === "TRIALING") return "trial_not_paused";
  const obstacle = await changeObstacle(tx, subscription, { by, at, patience: dunning });
  if (obstacle || by !== "VIEWER") return obstacle;
  const since = new Date(at.getTime() - YEAR_MS);
  const times = await tx.subscriptionPause.count({ where: { subscriptionId: subscription.id, kind: "PAUSE", from: { gte: since } } });
  return times >= pauses.perYear ? "paused_often" : null;
}
