import { once } from "node:events";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, it } from "vitest";
import { anAccount, PASSWORD } from "#tests/domain/identity/accounts.ts";
import { expect, openPage } from "#tests/support/browser.ts";
import { useDatabase } from "#tests/support/database.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";

const delivered: ParsedMail[] = [];
const mailbox = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  closeTimeout: 100,
  onData: (stream, _session, done) =>
    void simpleParser(stream)
      .then((mail) => delivered.push(mail), done)
      .then(() => done()),
});

useDatabase();
let server: TestServer;
beforeAll(async () => {
  mailbox.listen(0, "127.0.0.1");
  await once(mailbox.server, "listening");
  const { port } = mailbox.server.address() as { port: number };
  server = await startServer({ SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: "Streamtill TV <tv@example.com>" });
}, 240_000);
afterAll(() => new Promise<void>((closed) => mailbox.close(() => closed())));

async function mailTo(address: string, subject: RegExp): Promise<ParsedMail> {
  const find = () => delivered.find((mail) => [mail.to].flat()[0]?.text.includes(address) && subject.test(mail.subject ?? ""));
  await expect.poll(() => find() !== undefined, { timeout: 20_000 }).toBe(true);
  return find() as ParsedMail;
}

it("is replaced through the delivered email, and ends the sessions elsewhere", async () => {
  const viewer = await anAccount({ email: "forgetful@example.com", name: "Vera Viewer" });
  const elsewhere = await openPage();
  await elsewhere.goto(`${server.url}/sign-in?to=/account/profile`);
  await elsewhere.getByLabel("Email address").fill(viewer.email);
  await elsewhere.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await elsewhere.getByRole("button", { name: "Sign in" }).click();
  await elsewhere.waitForURL(/\/account\/profile/);

  const page = await openPage();
  await page.goto(`${server.url}/sign-in?to=/account/invoices`);
  await page.getByRole("link", { name: "Forgotten your password?" }).click();
  await page.waitForURL(/\/forgot-password/);
  await page.getByLabel("Email address").fill(viewer.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await expect(page.getByText("a message with a link is on its way")).toBeVisible();

  const { html } = await mailTo(viewer.email, /password/i);
  const link = /href="([^"]*\/reset-password\?[^"]*)"/.exec(html || "")?.[1].replaceAll("&amp;", "&") ?? "";
  await page.goto(link);
  await page.getByLabel("New password").fill("a wholly new password");
  await page.getByRole("button", { name: "Save the password" }).click();
  await page.waitForURL(/\/account\/invoices/);

  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link no longer works" })).toBeVisible();
  await elsewhere.reload();
  await elsewhere.waitForURL(/\/sign-in/);
  await mailTo(viewer.email, /changed/i);
});
