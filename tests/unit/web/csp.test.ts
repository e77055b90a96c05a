import { afterEach, expect, test, vi } from "vitest";
import { contentSecurityPolicy } from "#lib/web/http/csp.ts";

afterEach(() => vi.unstubAllEnvs());

const formAction = () => /form-action ([^;]*)/.exec(contentSecurityPolicy("'nonce-a'"))?.[1];

test("a form in production leads to ourselves and by https, never to a port of the reader's machine", () => {
  vi.stubEnv("APP_URL", "https://tv.example.com");
  expect(formAction()).toBe("'self' https:");
});

test("on a laptop a form leads to the address and the stand-in that are set", () => {
  vi.stubEnv("APP_URL", "http://localhost:3000");
  vi.stubEnv("STRIPE_API_BASE", "http://127.0.0.1:4000/v1");
  expect(formAction()).toBe("'self' https: http://localhost:3000 http://127.0.0.1:4000");
});
