"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { MAY } from "#lib/identity/roles.ts";
import { moveClock } from "#lib/jobs/move-clock.ts";
import { operatorAction } from "#lib/web/forms/action.ts";

const input = z.object({ step: z.enum(["day", "month", "next"]) });

/** Moves the demo's clock; answers with what happened on the way, by job. */
export const moveDemoClock = operatorAction([...MAY["clock.write"]], input, async ({ input: { step } }) => {
  const done = await moveClock(step);
  revalidatePath("/", "layout");
  return done;
});
