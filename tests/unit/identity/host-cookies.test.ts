import { afterEach, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

async function cookies(appUrl: string) {
  vi.stubEnv("APP_URL", appUrl);
  vi.resetModules();
  const { cookieName } = await import("#lib/identity/session-token.ts");
  const { cookieOptions, hostCookie } = await import("#lib/kernel/cookies.ts");
  return { names: [cookieName("viewer"), cookieName("operator"), hostCookie("x")], options: cookieOptions(60) };
}

it("with https sessions travel in cookies that only this host can set, and only encrypted", async () => {
  const { names, options } = await cookies("https://tv.example.com");
  expect(names).toEqual(["__Host-streamtill.viewer", "__Host-streamtill.operator", "__Host-x"]);
  expect(options).toEqual({ httpOnly: true, sameSite: "lax", secure: true, path: "/", maxAge: 60 });
});

it("without https, at home, they work too", async () => {
  const { names, options } = await cookies("http://localhost:3000");
  expect(names).toEqual(["streamtill.viewer", "streamtill.operator", "x"]);
  expect(options.secure).toBe(false);
});

it("what a reader chooses travels likewise, and is read by the scripts of cached pages", async () => {
  await cookies("https://tv.example.com");
  const { choiceOptions } = await import("#lib/kernel/cookies.ts");
  expect(choiceOptions()).toEqual({ httpOnly: false, sameSite: "lax", secure: true, path: "/", maxAge: 31_536_000 });
});
