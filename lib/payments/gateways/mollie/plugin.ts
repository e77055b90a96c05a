import { z } from "zod";
import { httpAddress, type KeyValues } from "#lib/kernel/keys.ts";
import type { GatewayPlugin } from "../../gateway.ts";
import { ORGANIZATION_TOKEN } from "./client.ts";
import { MOLLIE_DECLINES } from "./declines.ts";
import { mollieGateway } from "./gateway.ts";
import { MARK_SETTINGS } from "./marks.ts";

const apiKey = z.string().regex(/^(live|test)_\w{10,}$/, "an API key begins with live_ or test_");
const organizationToken = z.string().regex(/^access_\w{10,}$/, "an access token of an organisation begins with access_");

/** What Mollie sends to the bank is of live payments alone: all of it would be unknown here. */
function beLive({ MOLLIE_API_KEY = "" }: KeyValues): string | undefined {
  return MOLLIE_API_KEY.startsWith("test_") ? "goes with a live MOLLIE_API_KEY: nothing of test mode is paid out" : undefined;
}

export const mollie: GatewayPlugin = {
  id: "mollie",
  label: "Mollie",
  offered: true,
  keys: [
    { name: "MOLLIE_API_KEY", required: true, shape: apiKey, example: "live_…, from my.mollie.com/dashboard/developers/api-keys" },
    { name: ORGANIZATION_TOKEN, shape: organizationToken, beside: beLive, example: "access_…, from my.mollie.com/dashboard/developers" },
    { name: "MOLLIE_API_BASE", hidden: true, shape: httpAddress, example: "https://api.mollie.com" },
  ],
  settings: MARK_SETTINGS,
  declines: MOLLIE_DECLINES,
  open: ({ MOLLIE_API_KEY = "", MOLLIE_API_BASE, [ORGANIZATION_TOKEN]: organizationToken }) =>
    mollieGateway({ apiKey: MOLLIE_API_KEY, organizationToken, apiBase: MOLLIE_API_BASE }),
};
