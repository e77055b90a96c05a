import { beforeAll, describe, expect, it } from "vitest";
import { decodeSession, encodeSession } from "#lib/identity/session-token.ts";

const token = { sub: "0190a000-0000-7000-8000-000000000001", sessionVersion: 3 };

describe("session tokens", () => {
  beforeAll(() => {
    process.env.AUTH_SECRET ??= "a secret of more than thirty-two characters";
    process.env.DATABASE_URL ??= "postgresql://nobody@localhost/none";
  });

  it("come back as they were, and are unreadable", async () => {
    const value = await encodeSession("viewer", token);
    expect(await decodeSession("viewer", value)).toEqual({ ...token, jti: expect.any(String), exp: expect.any(Number) });
    expect(Buffer.from(value.split(".").join(""), "base64url").toString("latin1")).not.toContain(token.sub);
  });

  it("of a viewer are nothing to an operator's cookie", async () => {
    expect(await decodeSession("operator", await encodeSession("viewer", token))).toBeNull();
  });

  it("are nothing when forged or altered", async () => {
    const value = await encodeSession("viewer", token);
    for (const forged of ["", "x", "a.b.c", `${value.slice(0, -4)}AAAA`, value.slice(1)])
      expect(await decodeSession("viewer", forged)).toBeNull();
  });
});
