import { afterEach, expect, test, vi } from "vitest";
import { contentSecurityPolicy } from "#lib/web/http/csp.ts";
import { vendorFormOn } from "#lib/web/http/vendor-form.ts";

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

test("a vendor's hosts are let in for what each is needed, where a page shows the vendor's form, and nowhere else", () => {
  const page = '<main><div class="x" data-vendor-form="stripe" data-needs="{}"></div></main>';
  const form = vendorFormOn("/checkout/pay/1", page);
  expect(form?.script).toContain("openForm");
  const policy = contentSecurityPolicy("'sha256-a'", form?.hosts);
  expect(policy).toContain("script-src 'self' 'sha256-a' https://js.stripe.com https://*.js.stripe.com;");
  expect(policy).toContain("frame-src 'self' https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com;");
  expect(policy).toContain("connect-src 'self' https://api.stripe.com;");
  expect(contentSecurityPolicy("'sha256-a'")).not.toContain("stripe");
  const others = [
    ["/checkout/return", page],
    ["/checkout/pay/1", "<p> data-vendor-form=&quot;stripe&quot;</p>"],
    ["/checkout/pay/1", page.replace("stripe", "sandbox")],
    ["/checkout/pay/1", page.replace("stripe", "nobody")],
  ];
  expect(others.map(([address, html]) => vendorFormOn(address, html))).toEqual([null, null, null, null]);
});
