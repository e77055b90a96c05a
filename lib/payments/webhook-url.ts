import { env } from "#lib/kernel/env.ts";

/** Where a gateway reports. */
export function webhookUrl(gatewayId: string): string {
  return `${env().APP_URL}/api/webhooks/payments/${gatewayId}`;
}
