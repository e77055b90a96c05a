import type { ChannelPlugin } from "./channel.ts";
import { smtp } from "./channels/smtp/plugin.ts";
import { twilio } from "./channels/twilio/plugin.ts";

/** Every channel there is; of a kind, the first that has its keys carries it. To add one, see docs/adding-a-channel.md. */
export const CHANNELS: ChannelPlugin[] = [smtp, twilio];
