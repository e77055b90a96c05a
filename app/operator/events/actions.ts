"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { replayEvent } from "#lib/billing/asking/replay-event.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

export const replayAction = operatorAction(MAY["events.replay"], z.object({ id: z.uuid("invalid") }), async ({ input, operator, ip }) => {
  const handled = await replayEvent(input.id, operatorActor(operator, ip));
  refresh();
  return { handled };
});
