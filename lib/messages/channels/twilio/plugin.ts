import { httpAddress } from "#lib/kernel/keys.ts";
import type { ChannelPlugin } from "../../channel.ts";
import { twilio as twilioChannel } from "./twilio.ts";

export const twilio: ChannelPlugin = {
  id: "twilio",
  label: "Twilio",
  kind: "SMS",
  keys: [
    { name: "TWILIO_ACCOUNT_SID", required: true, example: "AC…, from console.twilio.com" },
    { name: "TWILIO_AUTH_TOKEN", required: true, example: "from console.twilio.com" },
    { name: "TWILIO_FROM", required: true, example: "+14155550100, or a messaging service MG…" },
    { name: "TWILIO_API_BASE", hidden: true, shape: httpAddress, example: "https://api.twilio.com" },
  ],
  settings: [],
  open: ({ TWILIO_ACCOUNT_SID = "", TWILIO_AUTH_TOKEN = "", TWILIO_FROM = "", TWILIO_API_BASE }) =>
    twilioChannel({ accountSid: TWILIO_ACCOUNT_SID, authToken: TWILIO_AUTH_TOKEN, from: TWILIO_FROM, apiBase: TWILIO_API_BASE }),
};
