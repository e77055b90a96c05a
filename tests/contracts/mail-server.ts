import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import type { Arrived } from "./channel-contract.ts";

/** A mail server on a free port that keeps what it takes; `nobody@…` has no mailbox. */
export async function startMailServer({ user, password }: { user: string; password: string }) {
  const arrived: Arrived[] = [];
  let refusal: number | null = null;
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    onAuth: (auth, _session, done) =>
      auth.username === user && auth.password === password ? done(null, { user }) : done(new Error("wrong credentials")),
    onRcptTo: ({ address }, _session, done) => {
      if (refusal) return done(Object.assign(new Error("not now"), { responseCode: refusal }));
      if (address.startsWith("nobody@")) return done(Object.assign(new Error("no such user"), { responseCode: 550 }));
      done();
    },
    onData: async (stream, session, done) => {
      const mail = await simpleParser(stream);
      const to = session.envelope.rcptTo[0].address;
      arrived.push({ to, subject: mail.subject, text: mail.text?.trimEnd() ?? "", html: mail.html || "", id: mail.messageId });
      done();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as { port: number };
  return {
    arrived,
    address: `127.0.0.1:${port}`,
    /** Answers each recipient with this code, until told otherwise. */
    refuse: (code: number | null) => {
      refusal = code;
    },
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}
