import { env } from "#lib/kernel/env.ts";
import type { GatewayPlugin } from "../../gateway.ts";
import { sandboxGateway } from "./gateway.ts";

export const sandbox: GatewayPlugin = {
  id: "sandbox",
  label: "Sandbox",
  offered: false,
  always: () => env().STREAMTILL_MODE !== "start",
  keys: [],
  settings: [],
  declines: { funds: ["insufficient_funds", "debit_failed"], confirmation: ["authentication_failed"], technical: ["processing_error"] },
  open: () => sandboxGateway,
};
