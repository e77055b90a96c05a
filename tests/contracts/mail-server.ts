import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import type { Arrived } from "./channel-contract.ts";

/** What a mail server says no with, and to which command: `550 5.4.5 Daily limit exceeded` after DATA. */
export type Refusal = { at: "MAIL FROM" | "RCPT TO" | "DATA"; code: number; text: string };

/** A mail server on a free port that keeps what it takes; `nobody@…` has no mailbox. */
export async function startMailServer({ user, password }: { user: string; password: string }) {
  const arrived: Arrived[] = [];
  let refusal: Refusal | null = null;
  const refused = (at: Refusal["at"]) =>
    refusal?.at === at ? Object.assign(new Error(refusal.text), { responseCode: refusal.code }) : undefined;
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    onAuth: (auth, _session, done) =>
      auth.username === user && auth.password === password ? done(null, { user }) : done(new Error("wrong credentials")),
    onMailFrom: (_sender, _session, done) => done(refused("MAIL FROM")),
    onRcptTo: ({ address }, _session, done) => {
      const refusal = refused("RCPT TO");
      if (refusal) return done(refusal);
      if (address.startsWith("nobody@")) return done(Object.assign(new Error("no such user"), { responseCode: 550 }));
      done();
    },
    onData: async (stream, session, done) => {
      const mail = await simpleParser(stream);
      const refusal = refused("DATA");
      if (refusal) return done(refusal);
      const to = session.envelope.rcptTo[0].address;
      arrived.push({
        to,
        subject: mail.subject,
        text: mail.text?.trimEnd() ?? "",
        html: mail.html || "",
        id: mail.messageId,
        replyTo: mail.replyTo?.text,
      });
      done();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as { port: number };
  return {
    arrived,
    address: `127.0.0.1:${port}`,
    /** Says no to each message like this, until told otherwise. */
    refuse: (next: Refusal | null) => {
      refusal = next;
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
