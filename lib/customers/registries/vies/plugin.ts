import { httpAddress } from "#lib/kernel/keys.ts";
import type { VatRegistryPlugin } from "../../vat-registry.ts";
import { vies as viesRegistry } from "./vies.ts";

export const vies: VatRegistryPlugin = {
  id: "vies",
  keys: [{ name: "VIES_API_BASE", hidden: true, shape: httpAddress, example: "https://ec.europa.eu/taxation_customs/vies/rest-api" }],
  open: ({ VIES_API_BASE }) => viesRegistry({ apiBase: VIES_API_BASE ?? "https://ec.europa.eu/taxation_customs/vies/rest-api" }),
};
