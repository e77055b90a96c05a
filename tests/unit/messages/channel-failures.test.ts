import { expect, test } from "vitest";
import type { DeliveryFailure } from "#lib/messages/channel.ts";
import { mailAddress } from "#lib/messages/channels/smtp/mail-address.ts";
import { smtpFailure } from "#lib/messages/channels/smtp/smtp-failure.ts";
import { twilioFailure } from "#lib/messages/channels/twilio/twilio-failure.ts";

const refusal = (command: string, response: string) => ({
  code: command === "DATA" ? "EMESSAGE" : "EENVELOPE",
  command,
  responseCode: Number(response.slice(0, 3)),
  response,
  message: `Refused: ${response}`,
});

test.each<[object, string]>([
  [{ code: "ECONNECTION", message: "connect ECONNREFUSED" }, "retry unreachable"],
  [{ code: "ETIMEDOUT", message: "timeout" }, "retry unreachable"],
  [{ code: "ESOCKET", originalCode: "CERT_HAS_EXPIRED", message: "certificate has expired" }, "mend encryption"],
  [{ code: "ETLS", message: "Error initiating TLS" }, "mend encryption"],
  [{ code: "EAUTH", command: "API", message: "Missing credentials" }, "mend credentials"],
  [{ code: "EAUTH", command: "AUTH PLAIN", responseCode: 535, message: "535 wrong password" }, "mend credentials"],
  [{ code: "EAUTH", command: "AUTH PLAIN", responseCode: 454, message: "454 4.7.0 Temporary authentication failure" }, "retry credentials"],
  [{ code: "EENVELOPE", command: "API", message: "No recipients defined" }, "bad_address"],
  [{ code: "EENVELOPE", command: "API", message: 'Invalid sender "a b"' }, "mend sender"],
  [{ code: "EMESSAGE", command: "API", message: "Empty message" }, "give_up"],
  [refusal("CONN", "554 5.7.1 Your address is on a blocklist"), "mend policy"],
  [refusal("MAIL FROM", "550 sender refused"), "mend sender"],
  [refusal("MAIL FROM", "550 5.1.0 Sender denied"), "mend sender"],
  [refusal("MAIL FROM", "550 5.1.1 <tv@example.com>: Sender address rejected: User unknown"), "mend sender"],
  [refusal("MAIL FROM", "550 no such user"), "mend sender"],
  [{ ...refusal("AUTH PLAIN", "535 Authentication failed: user not found"), code: "EAUTH" }, "mend credentials"],
  [{ ...refusal("AUTH LOGIN", "535 5.1.1 unknown user"), code: "EAUTH" }, "mend credentials"],
  [{ ...refusal("AUTH LOGIN", "535 5.2.1 mailbox disabled"), code: "EAUTH" }, "mend credentials"],
  [{ ...refusal("AUTH PLAIN", "535 5.3.0 Error"), code: "EAUTH" }, "mend credentials"],
  [{ ...refusal("AUTH PLAIN", "535 Your account is suspended"), code: "EAUTH" }, "mend account"],
  [refusal("EHLO", "550 5.1.1 unknown user"), "mend policy"],
  [refusal("MAIL FROM", "552 5.3.4 Message size exceeds fixed limit"), "give_up"],
  [refusal("RCPT TO", "450 4.2.0 greylisted"), "retry"],
  [refusal("RCPT TO", "550 no such user"), "bad_address"],
  [refusal("RCPT TO", "550-5.1.1 The email account that you tried to reach does not exist."), "bad_address"],
  [refusal("RCPT TO", "550 5.4.1 Recipient address rejected: Access denied."), "bad_address"],
  [refusal("RCPT TO", "556 5.1.10 Recipient address has null MX"), "bad_address"],
  [refusal("RCPT TO", "552 5.2.2 Mailbox full"), "retry"],
  [refusal("RCPT TO", "550 relay not permitted"), "mend relay"],
  [refusal("RCPT TO", "550 5.1.1 <tv@example.com>: Sender address rejected: User unknown in local recipient table"), "mend sender"],
  [refusal("RCPT TO", "550 Sender verify failed"), "mend sender"],
  [refusal("RCPT TO", "550 Please turn on SMTP Authentication in your mail client."), "mend credentials"],
  [refusal("RCPT TO", "550 Access denied - your account is suspended"), "mend account"],
  [refusal("RCPT TO", "550 not local host example.net, not a gateway"), "mend relay"],
  [refusal("RCPT TO", "553 sorry, that domain isn't in my list of allowed rcpthosts"), "mend relay"],
  [refusal("RCPT TO", "550 Relaying is prohibited"), "mend relay"],
  [refusal("RCPT TO", "550 Rejected by policy"), "mend policy"],
  [refusal("RCPT TO", "550 5.2.1 The email account that you tried to reach is disabled"), "bad_address"],
  [refusal("RCPT TO", "550 5.1.1 Recipient address rejected: User unknown"), "bad_address"],
  [refusal("RCPT TO", "550 unknown user"), "bad_address"],
  [refusal("RCPT TO", "454 4.7.1 Relay access denied"), "retry relay"],
  [refusal("RCPT TO", "554 5.7.1 Service unavailable; client host blocked using zen.spamhaus.org"), "mend policy"],
  [refusal("RCPT TO", "503 AUTH required first"), "mend credentials"],
  [refusal("DATA", "421 4.7.0 closing"), "retry policy"],
  [refusal("DATA", "452 4.3.1 no room"), "retry"],
  [refusal("DATA", "454 Throttling failure: Daily message quota exceeded"), "retry limit"],
  [refusal("DATA", "550 5.1.1 no mailbox here by that name"), "bad_address"],
  [refusal("DATA", "554 Message rejected: Email address is not verified."), "mend sender"],
  [refusal("DATA", "550 The from address does not match a verified Sender Identity."), "mend sender"],
  [refusal("DATA", "550 5.4.5 Daily sending quota exceeded"), "mend limit"],
  [refusal("DATA", "550-5.7.26 This mail has been blocked\n550 5.7.26 see the help"), "mend authentication"],
  [refusal("DATA", "550 5.7.515 Access denied, sending domain does not meet the required authentication level"), "mend authentication"],
  [refusal("DATA", "554 5.7.1 Message refused"), "mend policy"],
  [refusal("DATA", "550 looks like an advertisement"), "give_up"],
  [refusal("DATA", "554 5.6.0 Message content rejected"), "give_up"],
])("SMTP %o is %s", (error, meaning) => {
  expect(meaningOf(smtpFailure(error))).toBe(meaning);
});

test.each<[object, string]>([
  [{ message: "socket hang up" }, "retry unreachable"],
  [{ status: 429, code: 20429, message: "Too many requests" }, "retry"],
  [{ status: 429, code: 63038, message: "Account exceeded the daily messages limit" }, "mend limit"],
  [{ status: 429, code: 21611, message: "This 'From' number has exceeded the maximum number of queued messages" }, "retry"],
  [{ status: 503, message: "unavailable" }, "retry"],
  [{ status: 401, code: 20003, message: "Authenticate" }, "mend credentials"],
  [{ status: 404, message: "The requested resource was not found" }, "mend credentials"],
  [{ status: 400, code: 20404, message: "Messaging Service was not found" }, "mend sender"],
  [{ status: 403, code: 20403, message: "Forbidden" }, "mend account"],
  [{ status: 400, code: 21212, message: "Invalid 'From' number" }, "mend sender"],
  [{ status: 400, code: 21606, message: "'From' is not a valid message-capable number" }, "mend sender"],
  [{ status: 400, code: 21659, message: "'From' is not a Twilio phone number" }, "mend sender"],
  [{ status: 400, code: 21703, message: "The Messaging Service does not have a phone number available" }, "mend sender"],
  [{ status: 400, code: 21408, message: "Permission to send has not been enabled for the region" }, "mend region"],
  [{ status: 400, code: 21608, message: "The number is unverified" }, "mend account"],
  [{ status: 400, code: 21211, message: "Invalid 'To'" }, "bad_address"],
  [{ status: 400, code: 21610, message: "Unsubscribed recipient" }, "bad_address"],
  [{ status: 400, code: 21635, message: "'To' number cannot be a landline" }, "bad_address"],
  [{ status: 400, code: 21617, message: "Body too long" }, "give_up"],
])("Twilio %o is %s", (error, meaning) => {
  expect(meaningOf(twilioFailure(error))).toBe(meaning);
});

function meaningOf(failure: DeliveryFailure): string {
  return [failure.failure, "problem" in failure && failure.problem].filter(Boolean).join(" ");
}

test("a sender is an address, with a name or without", () => {
  expect(mailAddress("tv@example.com")).toEqual({ name: undefined, address: "tv@example.com" });
  expect(mailAddress('"My TV" <tv@example.com>')).toEqual({ name: "My TV", address: "tv@example.com" });
  expect(mailAddress("My TV <tv@example.com>")).toEqual({ name: "My TV", address: "tv@example.com" });
  expect(() => mailAddress("nobody")).toThrow(RangeError);
});
