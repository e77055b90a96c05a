import { z } from "zod";
import { DomainError, notFound } from "#lib/kernel/errors.ts";
import { lackedKeys } from "#lib/kernel/setting-fields.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { gateway } from "./registry.ts";

export const testGatewayInput = z.object({ gateway: z.string().max(40) });
export type TestGatewayInput = z.output<typeof testGatewayInput>;

/** Asks a gateway whether its keys work. @throws 404 when it has none; 409 when what was set needs another; Error in the gateway's words. */
export async function testGateway(input: TestGatewayInput): Promise<void> {
  const found = gateway(input.gateway);
  if (!found) throw notFound("gateway_absent");
  await found.test();
  const { gateways } = await getSettings();
  if (lackedKeys(found.settings, gateways[found.id]?.settings).length > 0) throw new DomainError("setting_needs_key", { status: 409 });
}
