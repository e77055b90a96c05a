import { afterEach, describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { transaction } from "#lib/db/transaction.ts";
import { createLinkToken, isLinkTokenValid, revokeLinkTokens, useLinkToken } from "#lib/identity/link-token.ts";
import { now, runClock, stopClockAt } from "#lib/kernel/clock.ts";
import { newId } from "#lib/kernel/ids.ts";
import { useDatabase } from "#tests/support/database.ts";

useDatabase();
afterEach(() => runClock());

const make = (subject: string, minutes = 60) => transaction((tx) => createLinkToken(tx, "RESET_PASSWORD", subject, minutes));
const use = (token: string) => transaction((tx) => useLinkToken(tx, token, "RESET_PASSWORD"));

describe("link tokens", () => {
  it("lead back to their subject, once, and are not in the database", async () => {
    const subject = newId();
    const token = await make(subject);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(await db.linkToken.findMany())).not.toContain(token);
    expect(await isLinkTokenValid(token, "RESET_PASSWORD")).toBe(true);
    expect(await use(token)).toBe(subject);
    expect(await isLinkTokenValid(token, "RESET_PASSWORD")).toBe(false);
    await expect(use(token)).rejects.toMatchObject({ code: "link_expired", status: 410 });
  });

  it("work once, even for ten at the same time", async () => {
    const token = await make(newId());
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => use(token)));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  });

  it("are good for their purpose only, until their end", async () => {
    const token = await make(newId(), 30);
    await expect(transaction((tx) => useLinkToken(tx, token, "VERIFY_EMAIL"))).rejects.toMatchObject({ code: "link_expired" });
    await expect(use("unknown")).rejects.toMatchObject({ code: "link_expired" });
    stopClockAt(new Date(now().getTime() + 31 * 60_000));
    await expect(use(token)).rejects.toMatchObject({ code: "link_expired" });
  });

  it("can be ended for one subject without touching another's", async () => {
    const [mine, other] = [newId(), newId()];
    const [first, second] = [await make(mine), await make(other)];
    await transaction((tx) => revokeLinkTokens(tx, "RESET_PASSWORD", mine));
    await expect(use(first)).rejects.toMatchObject({ code: "link_expired" });
    expect(await use(second)).toBe(other);
  });
});
