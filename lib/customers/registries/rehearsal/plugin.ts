import type { VatRegistryPlugin } from "../../vat-registry.ts";

/**
 * Stands in for a registry in the demo and in tests: the number decides, as at the Commission's own test service. What ends in 200 is not in force,
 * what ends in 300 gets no answer, everything else is in force.
 */
export const rehearsal: VatRegistryPlugin = {
  id: "rehearsal",
  keys: [],
  open: () => ({
    async check({ prefix, rest }) {
      if (rest.endsWith("300")) return { status: "unavailable", reason: "MS_UNAVAILABLE" };
      const consultation = `REHEARSAL-${prefix}${rest}`;
      if (rest.endsWith("200")) return { status: "invalid", consultation };
      return { status: "valid", name: `Rehearsal Trading ${prefix}`, address: "1 Rehearsal Street", consultation };
    },
  }),
};
