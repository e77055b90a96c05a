import { readFileSync } from "node:fs";
import type { FormHosts } from "#lib/payments/gateway-form.ts";
import { GATEWAYS } from "#lib/payments/plugins.ts";

/** What a page with a vendor's form has besides: the script that shows the form, and the hosts that it may come from and talk to. */
export type VendorFormPage = { script: string; hosts: FormHosts };

/** As React writes it; whatever a reader or an operator wrote has no quotation mark of its own on a page. */
const MARK = / data-vendor-form="([a-z]+)"/;
const known = new Map<string, VendorFormPage | null>();

/** Null for a page that shows none. Only the page for forms may: an operator's own HTML stands on others. */
export function vendorFormOn(address: string, html: string): VendorFormPage | null {
  const [, id] = (address.startsWith("/checkout/pay/") && MARK.exec(html)) || [];
  if (!id) return null;
  const found = known.get(id) ?? formOf(id);
  known.set(id, found);
  return found;
}

function formOf(id: string): VendorFormPage | null {
  const hosts = GATEWAYS.find((plugin) => plugin.id === id)?.formHosts;
  if (!hosts) return null;
  const [vendors, ours] = [`../../payments/gateways/${id}/form.js`, "vendor-form.js"].map((file) => new URL(file, import.meta.url));
  return { script: `{${readFileSync(vendors, "utf8")}${readFileSync(ours, "utf8")}}`, hosts };
}
