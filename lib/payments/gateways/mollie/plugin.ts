import { z } from "zod";
import { httpAddress } from "#lib/kernel/keys.ts";
import type { GatewayPlugin } from "../../gateway.ts";
import { MOLLIE_DECLINES } from "./declines.ts";
import { mollieGateway } from "./gateway.ts";
import { MARK_SETTINGS } from "./marks.ts";

const apiKey = z.string().regex(/^(live|test)_\w{10,}$/, "an API key begins with live_ or test_");

export const mollie: GatewayPlugin = {
  id: "mollie",
  label: "Mollie",
  offered: true,
  keys: [
    { name: "MOLLIE_API_KEY", required: true, shape: apiKey, example: "live_…, from my.mollie.com/dashboard/developers/api-keys" },
    { name: "MOLLIE_API_BASE", hidden: true, shape: httpAddress, example: "https://api.mollie.com" },
  ],
  settings: MARK_SETTINGS,
  declines: MOLLIE_DECLINES,
  open: ({ MOLLIE_API_KEY = "", MOLLIE_API_BASE }) => mollieGateway({ apiKey: MOLLIE_API_KEY, apiBase: MOLLIE_API_BASE }),
};
