import { createTransport } from "nodemailer";
import type { DeliveryReceipt, MessageChannel, OutgoingMessage } from "../../channel.ts";
import { mailAddress } from "./mail-address.ts";
import { smtpFailure } from "./smtp-failure.ts";

const SECONDS = 1000;

/** Email over SMTP, on a pool of kept connections. `from` is `address` or `Name <address>`. */
export function smtp({ url, from }: { url: string; from: string }): MessageChannel {
  const pool = createTransport({
    url,
    pool: true,
    maxConnections: 5,
    connectionTimeout: 15 * SECONDS,
    greetingTimeout: 15 * SECONDS,
    socketTimeout: 30 * SECONDS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const sender = mailAddress(from);

  return {
    async send(message): Promise<DeliveryReceipt> {
      try {
        const { messageId } = await pool.sendMail(mail(message));
        return { status: "sent", reference: messageId };
      } catch (error) {
        return { status: "failed", ...smtpFailure(error) };
      }
    },
    async test() {
      await pool.verify();
    },
    async close() {
      pool.close();
    },
  };

  function mail({ id, to, fromName, locale, subject, html, text, settings }: OutgoingMessage) {
    return {
      from: { name: sender.name ?? fromName, address: sender.address },
      replyTo: String(settings.replyTo ?? "") || undefined,
      to: { name: "", address: to },
      subject,
      html,
      text,
      // The same for each attempt, so that mailboxes can tell a repetition.
      messageId: `<${id}@${sender.address.split("@")[1]}>`,
      headers: { "Auto-Submitted": "auto-generated", "Content-Language": locale },
      attachDataUrls: true,
    };
  }
}
