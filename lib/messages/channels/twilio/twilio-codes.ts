import type { Problem } from "../../channel.ts";

/**
 * Twilio's codes (https://www.twilio.com/docs/api/errors), which come with a refusal or, once a message was taken, with its report.
 * Not a valid, textable or willing number: invalid, the sender itself, a short code, opted out, not mobile, a landline, blocked, unknown.
 */
export const BAD_NUMBER = new Set([21201, 21211, 21217, 21265, 21266, 21421, 21604, 21610, 21614, 21635, 30004, 30005, 30006]);

/** What the operator has to mend in Twilio's console or in the environment. */
const PROBLEMS: Record<number, Problem> = {
  10001: "account",
  20003: "credentials",
  20005: "account",
  20006: "account",
  20008: "credentials",
  20403: "account",
  20404: "sender",
  21212: "sender",
  21213: "sender",
  21267: "account",
  21408: "region",
  21601: "sender",
  21603: "sender",
  21606: "sender",
  21607: "sender",
  21608: "account",
  21612: "region",
  21659: "sender",
  21660: "sender",
  21661: "sender",
  30002: "account", // suspended
  30007: "policy", // filtered
  30018: "sender", // not registered with the country's carriers
  30023: "limit", // of a day
  30024: "sender", // not provisioned at the carrier
  30027: "limit", // of a day, T-Mobile's
  30032: "sender", // a toll-free number, not verified
  30033: "account", // its campaign is suspended
  30034: "sender", // not registered
  30035: "sender", // its registration is under way
  30124: "sender",
  30127: "sender",
  63038: "limit",
};

/** 21701, 21703 …: the messaging service is missing, empty or wrong. */
const MESSAGING_SERVICE = /^217[012]\d$/;

export function problemOf(code: number): Problem | undefined {
  return PROBLEMS[code] ?? (MESSAGING_SERVICE.test(String(code)) ? "sender" : undefined);
}
