import { z } from "zod";
import { emailAddress } from "#lib/kernel/email.ts";
import { env } from "#lib/kernel/env.ts";
import type { ChannelPlugin } from "../../channel.ts";
import { smtp as smtpChannel } from "./smtp.ts";

const server = z.string().regex(/^smtps?:\/\//, "must begin with smtp:// or smtps://");
const sender = z.string().regex(/^([^<>@\s]+@[^<>@\s]+|[^<>]+<[^<>@\s]+@[^<>@\s]+>)$/, "must be an address, or Name <address>");

export const smtp: ChannelPlugin = {
  id: "smtp",
  label: "SMTP",
  kind: "EMAIL",
  keys: [
    { name: "SMTP_URL", required: true, shape: server, example: "smtps://user:password@mail.example.com:465" },
    { name: "MAIL_FROM", shape: sender, example: "My TV <tv@example.com>" },
  ],
  settings: [{ name: "replyTo", label: "Replies go to", kind: "line", max: 200, shape: emailAddress }],
  open: ({ SMTP_URL = "", MAIL_FROM }) => smtpChannel({ url: SMTP_URL, from: MAIL_FROM ?? `no-reply@${new URL(env().APP_URL).hostname}` }),
};
