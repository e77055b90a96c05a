import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { KINDS } from "./kinds.ts";

const file = z.object({
  cases: z.array(z.object({ id: z.string(), kind: z.string(), input: z.unknown(), expect: z.record(z.string(), z.unknown()) })),
});

export type Case = z.output<typeof file>["cases"][number];

export function readCases(path: string): Case[] {
  return file.parse(JSON.parse(readFileSync(path, "utf8"))).cases;
}

/** What the real functions answer, in the keys that the case names; a refusal is `{ error: true }` and says why. */
export function answer({ kind, input, expect }: Case): { got: Record<string, unknown>; why?: string } {
  try {
    const all = KINDS[kind]?.(input);
    if (!all) throw new RangeError(`no kind "${kind}"`);
    return { got: Object.fromEntries(Object.keys(expect).map((name) => [name, all[name]])) };
  } catch (error) {
    return { got: { error: true }, why: error instanceof Error ? error.message : String(error) };
  }
}

export function agrees(expect: Record<string, unknown>, got: Record<string, unknown>): boolean {
  return isDeepStrictEqual(got, expect);
}
