import { beforeAll, describe, expect, it } from "vitest";
import { decodeSession, encodeSession } from "#lib/identity/session-token.ts";

const session = "0190a000-0000-7000-8000-000000000001";

describe("session tokens", () => {
  beforeAll(() => {
    process.env.AUTH_SECRET ??= "a secret of more than thirty-two characters";
    process.env.DATABASE_URL ??= "postgresql://nobody@localhost/none";
  });

  it("come back as the session they name, and are unreadable", async () => {
    const value = await encodeSession("viewer", session);
    expect(await decodeSession("viewer", value)).toBe(session);
    expect(Buffer.from(value.split(".").join(""), "base64url").toString("latin1")).not.toContain(session);
  });

  it("of a viewer are nothing to an operator's cookie", async () => {
    expect(await decodeSession("operator", await encodeSession("viewer", session))).toBeNull();
  });

  it("are nothing when forged or altered", async () => {
    const value = await encodeSession("viewer", session);
    for (const forged of ["", "x", "a.b.c", `${value.slice(0, -4)}AAAA`, value.slice(1)])
      expect(await decodeSession("viewer", forged)).toBeNull();
  });
});
