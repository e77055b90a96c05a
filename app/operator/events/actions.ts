"use server";
import { refresh } from "next/cache";
import { replayEvent, replayEventInput } from "#lib/billing/asking/replay-event.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

export const replayAction = operatorAction(MAY["events.replay"], replayEventInput, async ({ input, operator, ip }) => {
  const handled = await replayEvent(input, operatorActor(operator, ip));
  refresh();
  return { handled };
});
