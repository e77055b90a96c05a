import { describe, expect, it } from "vitest";
import {
  signStandardWebhook,
  signTimestamped,
  timestampedHeader,
  verifyStandardWebhook,
  verifyTimestamped,
} from "#lib/kernel/signature.ts";

const secret = "whsec_test_secret";
const body = '{"id":"evt_1"}';
const at = new Date("2026-11-22T12:00:00Z");
const timestamp = at.getTime() / 1000;
const header = timestampedHeader({ secret, timestamp, body });

describe("verifyTimestamped", () => {
  it("accepts its own header, and one right signature among several", () => {
    expect(verifyTimestamped({ secret, header, body, at })).toBe(true);
    const rolled = `t=${timestamp},v1=${"0".repeat(64)},v0=abc,v1=${signTimestamped({ secret, timestamp, body })}`;
    expect(verifyTimestamped({ secret, header: rolled, body, at })).toBe(true);
  });

  it.each([
    ["another body", { body: `${body} ` }],
    ["another secret", { secret: "whsec_other" }],
    ["an empty secret", { secret: "", header: timestampedHeader({ secret: "", timestamp, body }) }],
    ["a replay after five minutes", { at: new Date(at.getTime() + 301_000) }],
    ["a timestamp from the future", { at: new Date(at.getTime() - 301_000) }],
    ["a changed timestamp", { header: header.replace(/t=\d+/, `t=${timestamp + 1}`) }],
    ["a cut signature", { header: header.slice(0, -2) }],
    ["an empty header", { header: "" }],
    ["nonsense", { header: "t=,v1" }],
  ])("refuses %s", (_, change) => {
    expect(verifyTimestamped({ secret, header, body, at, ...change })).toBe(false);
  });
});

describe("verifyStandardWebhook", () => {
  const message = { secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", id: "msg_1", body };
  const signature = signStandardWebhook({ ...message, timestamp });
  const whole = { ...message, timestamp: String(timestamp), signature, at };

  it("accepts its own signature, and one right signature among several", () => {
    expect(verifyStandardWebhook(whole)).toBe(true);
    expect(verifyStandardWebhook({ ...whole, signature: `v1,AAAA v2,abc ${signature}` })).toBe(true);
  });

  it.each([
    ["another id", { id: "msg_2" }],
    ["another body", { body: "{}" }],
    ["an empty secret", { secret: "whsec_" }],
    ["an unknown version", { signature: signature.replace("v1", "v2") }],
    ["an old timestamp", { at: new Date(at.getTime() + 301_000) }],
    ["a timestamp that is no number", { timestamp: "now" }],
  ])("refuses %s", (_, change) => {
    expect(verifyStandardWebhook({ ...whole, ...change })).toBe(false);
  });
});
