import type { MessageChannel } from "../../channel.ts";

/**
 * Keeps messages in the dashboard's history and sends them nowhere: until a provider is set up, and says so; in the demo and in tests it
 * plays the provider's part (`plays`), and they count as sent.
 */
export function outbox({ plays }: { plays: boolean }): MessageChannel {
  return {
    keeps: true,
    async send() {
      return { status: plays ? "sent" : "kept" };
    },
    async test() {},
  };
}
