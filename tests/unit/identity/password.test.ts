import { argon2Sync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { hashPassword, verifyPassword } from "#lib/identity/password.ts";

describe("passwords", () => {
  it("are kept as Argon2id PHC strings with a salt of their own", async () => {
    const [one, two] = await Promise.all([hashPassword("correct horse battery"), hashPassword("correct horse battery")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(one).not.toBe(two);
  });

  it("verify, and only the right one does", async () => {
    const hash = await hashPassword("correct horse battery");
    expect(await verifyPassword("correct horse battery", hash)).toBe(true);
    expect(await verifyPassword("correct horse batterz", hash)).toBe(false);
    expect(await verifyPassword("", hash)).toBe(false);
  });

  it("verify with the parameters the hash was made with", async () => {
    const salt = Buffer.alloc(16, 7);
    const tag = argon2Sync("argon2id", { message: "old one", nonce: salt, parallelism: 2, tagLength: 24, memory: 1024, passes: 3 });
    const phc = `$argon2id$v=19$m=1024,t=3,p=2$${salt.toString("base64").replace(/={1,2}$/, "")}$${tag.toString("base64")}`;
    expect(await verifyPassword("old one", phc)).toBe(true);
    expect(await verifyPassword("new one", phc)).toBe(false);
  });

  it("are the same however the keyboard composes an accent", async () => {
    const hash = await hashPassword("caf\u00e9 au lait");
    expect(await verifyPassword("cafe\u0301 au lait", hash)).toBe(true);
  });

  it("do not match where there is no hash, after the same work", async () => {
    for (const hash of [null, "", "!", "$2b$10$abcdefghijklmnopqrstuv"]) expect(await verifyPassword("anything", hash)).toBe(false);
    const hash = await hashPassword("correct horse battery");
    const timeOf = async (stored: string | null) => {
      const start = performance.now();
      await verifyPassword("wrong", stored);
      return performance.now() - start;
    };
    // The least of several in turn: what else the machine does makes each longer, and none shorter.
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let turn = 0; turn < 8; turn += 1) {
      times.known.push(await timeOf(hash));
      times.unknown.push(await timeOf(null));
    }
    const [known, unknown] = [Math.min(...times.known), Math.min(...times.unknown)];
    expect(unknown / known).toBeGreaterThan(0.3);
    expect(unknown / known).toBeLessThan(3);
  });
});
