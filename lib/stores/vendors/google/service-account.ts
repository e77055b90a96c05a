import { z } from "zod";

const account = z.object({ client_email: z.email(), private_key: z.string().includes("PRIVATE KEY") });

export type ServiceAccount = z.output<typeof account>;

/** The key of a service account, as Google's console gives it: JSON, or that in base64. Null for anything else. */
export function readAccount(text: string): ServiceAccount | null {
  const json = text.trim().startsWith("{") ? text : Buffer.from(text, "base64").toString("utf8");
  try {
    return account.parse(JSON.parse(json));
  } catch {
    return null;
  }
}
