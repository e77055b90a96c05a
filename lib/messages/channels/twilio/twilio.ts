import twilioSdk from "twilio";
import { BadSignature, type DeliveryReceipt, type MessageChannel, type RawReport } from "../../channel.ts";
import { RedirectedClient } from "./redirected-client.ts";
import { readStatus } from "./status-callback.ts";
import { twilioFailure } from "./twilio-failure.ts";

export type TwilioKeys = {
  accountSid: string;
  authToken: string;
  /** An E.164 number, an alphanumeric sender, or a Messaging Service (MG…). */
  from: string;
  /** Where the SDK's requests go instead of Twilio: a stand-in, a proxy. */
  apiBase?: string;
};

/** SMS with Twilio. */
export function twilio({ accountSid, authToken, from, apiBase }: TwilioKeys): MessageChannel {
  const httpClient = apiBase ? new RedirectedClient(apiBase) : undefined;
  const client = twilioSdk(accountSid, authToken, { timeout: 30_000, httpClient });
  const sender = from.startsWith("MG") ? { messagingServiceSid: from } : { from };

  return {
    reports: { verify, read: readStatus },
    async send({ to, text, reportUrl }): Promise<DeliveryReceipt> {
      try {
        const { sid } = await client.messages.create({ ...sender, to, body: text, statusCallback: reachable(reportUrl) });
        return { status: "sent", reference: sid };
      } catch (error) {
        return { status: "failed", ...twilioFailure(error) };
      }
    },
    async test() {
      await client.api.v2010.accounts(accountSid).fetch();
    },
  };

  function verify({ url, body, headers }: RawReport): void {
    const signature = headers["x-twilio-signature"] ?? "";
    const parameters = Object.fromEntries(new URLSearchParams(body));
    if (!twilioSdk.validateRequest(authToken, signature, url, parameters)) throw new BadSignature();
  }
}

/** Twilio refuses a message whose callback address nobody but this machine can reach. */
function reachable(url: string): string | undefined {
  return new URL(url).hostname === "localhost" ? undefined : url;
}
