import { gatewayIds } from "./registry.ts";

/**
 * Whose rows a run takes: those of one gateway, or with null those of none that is installed. Each has a run of its own, so that one which
 * hangs holds up no other's rows. Undefined: everybody's.
 */
export type Lane = string | null | undefined;

export function lanes(): Lane[] {
  return [...gatewayIds(), null];
}
