import { changeSettings } from "#tests/support/shop.ts";
import type { Vendor } from "./vendor.ts";

/** This process, and servers that it starts, find the vendor at `base` and offer it. */
export async function connect({ gateway, keys, settings }: Vendor, base: string): Promise<void> {
  Object.assign(process.env, keys(base));
  if (settings) await changeSettings("gateways", { [gateway]: { enabled: true, settings: settings(base) } });
}
