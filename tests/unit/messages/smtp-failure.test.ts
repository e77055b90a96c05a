import { expect, test } from "vitest";
import { mailAddress } from "#lib/messages/channels/smtp/mail-address.ts";
import { smtpFailure } from "#lib/messages/channels/smtp/smtp-failure.ts";
import { twilioFailure } from "#lib/messages/channels/twilio/twilio-failure.ts";

test.each([
  [{ code: "ECONNECTION", message: "connect ECONNREFUSED" }, "retry"],
  [{ code: "ETIMEDOUT", message: "timeout" }, "retry"],
  [{ code: "EAUTH", responseCode: 535, message: "535 wrong password" }, "retry"],
  [{ code: "EENVELOPE", command: "RCPT TO", responseCode: 450, message: "450 greylisted" }, "retry"],
  [{ code: "EENVELOPE", command: "RCPT TO", responseCode: 550, message: "550 no such user" }, "bad_address"],
  [{ code: "EENVELOPE", message: "No recipients defined" }, "bad_address"],
  [{ code: "EENVELOPE", command: "MAIL FROM", responseCode: 550, message: "550 sender refused" }, "give_up"],
  [{ code: "EMESSAGE", command: "DATA", responseCode: 554, message: "554 looks like spam" }, "give_up"],
])("SMTP %o is %s", (error, failure) => {
  expect(smtpFailure(error).failure).toBe(failure);
});

test.each([
  [{ message: "socket hang up" }, "retry"],
  [{ status: 429, code: 20429, message: "Too many requests" }, "retry"],
  [{ status: 503, message: "unavailable" }, "retry"],
  [{ status: 401, code: 20003, message: "Authenticate" }, "retry"],
  [{ status: 400, code: 21211, message: "Invalid 'To'" }, "bad_address"],
  [{ status: 400, code: 21610, message: "Unsubscribed recipient" }, "bad_address"],
  [{ status: 400, code: 21617, message: "Body too long" }, "give_up"],
])("Twilio %o is %s", (error, failure) => {
  expect(twilioFailure(error).failure).toBe(failure);
});

test("a sender is an address, with a name or without", () => {
  expect(mailAddress("tv@example.com")).toEqual({ name: undefined, address: "tv@example.com" });
  expect(mailAddress('"My TV" <tv@example.com>')).toEqual({ name: "My TV", address: "tv@example.com" });
  expect(mailAddress("My TV <tv@example.com>")).toEqual({ name: "My TV", address: "tv@example.com" });
  expect(() => mailAddress("nobody")).toThrow(RangeError);
});
