import { env } from "#lib/kernel/env.ts";
import { readKeys } from "#lib/kernel/keys.ts";
import { rehearsal } from "./registries/rehearsal/plugin.ts";
import { vies } from "./registries/vies/plugin.ts";
import type { VatRegistry, VatRegistryPlugin } from "./vat-registry.ts";

/** Every registry there is. */
export const VAT_REGISTRIES: VatRegistryPlugin[] = [vies, rehearsal];

let chosen: (VatRegistry & Pick<VatRegistryPlugin, "id">) | undefined;

/** Who is asked about VAT numbers: VIES for a shop, the rehearsal in the demo and in tests, which ask nobody. */
export function vatRegistry(): VatRegistry & Pick<VatRegistryPlugin, "id"> {
  chosen ??= opened(env().STREAMTILL_MODE === "start" ? vies : rehearsal);
  return chosen;
}

function opened({ id, keys, open }: VatRegistryPlugin) {
  return { ...open(readKeys(keys) ?? {}), id };
}
