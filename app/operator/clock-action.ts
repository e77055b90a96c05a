"use server";
import { revalidatePath } from "next/cache";
import { MAY } from "#lib/identity/roles.ts";
import { moveClock, moveClockInput } from "#lib/jobs/move-clock.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

/** Moves the demo's clock; answers with what happened on the way, by job. */
export const moveDemoClock = operatorAction(MAY["clock.write"], moveClockInput, async ({ input }) => {
  const done = await moveClock(input);
  revalidatePath("/", "layout");
  return done;
});
