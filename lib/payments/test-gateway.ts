import { z } from "zod";
import { notFound } from "#lib/kernel/errors.ts";
import { gateway } from "./registry.ts";

export const testGatewayInput = z.object({ gateway: z.string().max(40) });
export type TestGatewayInput = z.output<typeof testGatewayInput>;

/** Asks a gateway whether its keys work. @throws 404 when it has none; Error in the gateway's words. */
export async function testGateway(input: TestGatewayInput): Promise<void> {
  const found = gateway(input.gateway);
  if (!found) throw notFound("gateway_absent");
  await found.test();
}
