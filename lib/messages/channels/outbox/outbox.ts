import type { MessageChannel } from "../../channel.ts";

/** Keeps messages in the dashboard's history and sends them nowhere: for the demo, for tests, and until a provider is set up. */
export function outbox(kind: MessageChannel["kind"]): MessageChannel {
  return {
    id: "outbox",
    label: "Outbox",
    kind,
    async send() {
      return { status: "sent" };
    },
    async test() {},
  };
}
