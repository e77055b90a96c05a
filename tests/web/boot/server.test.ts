import { spawnSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "#lib/db/client.ts";
import { useDatabase } from "#tests/support/database.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";

useDatabase();

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});

describe("the server", () => {
  it("tells how it is", async () => {
    const response = await fetch(`${server.url}/api/health`);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toMatchObject({ status: "ok", database: "ok", version: expect.any(String) });
  });

  it("says nothing of what it is made with, and closes the usual doors", async () => {
    const { headers } = await fetch(`${server.url}/sign-in`);
    expect(headers.get("x-powered-by")).toBeNull();
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toContain("default-src 'self'");
  });

  it.each([
    ["GET", "/"],
    ["GET", "/sign-in"],
    ["GET", "/no-such-page"],
    ["GET", "/operator"],
    ["GET", "/favicon.ico"],
    ["GET", "/icon.svg"],
    ["GET", "/robots.txt"],
    ["GET", "/market?locale=ar"],
    ["GET", "/api/health"],
    ["GET", "/api/nothing"],
    ["POST", "/api/health"],
    ["DELETE", "/"],
    ["GET", "/%E0%A4%A"],
  ])("says with every answer what a page may load, and nothing of other ports of the reader's machine: %s %s", async (method, path) => {
    const response = await fetch(server.url + path, { method, redirect: "manual" });
    const policy = response.headers.get("content-security-policy") ?? "";
    expect(policy.match(/default-src/g)).toHaveLength(1);
    expect(policy).toContain("object-src 'none'");
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    expect(/form-action ([^;]*)/.exec(policy)?.[1]).toBe(`'self' https: ${server.url}`);
  });

  it.each([{ declared: true }, { declared: false }])("refuses a body over 1 MiB (length declared: $declared)", async ({ declared }) => {
    const bytes = new Uint8Array(1_100_000);
    const request = { method: "POST", body: declared ? bytes : new Blob([bytes]).stream(), duplex: "half" } as RequestInit;
    const status = await fetch(`${server.url}/api/webhooks/payments/sandbox`, request).then((response) => response.status);
    expect(status).toBe(413);
  });

  it("knows a caller by the connection, not by what they say", async () => {
    const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"; // what says that it is a program is not counted
    const headers = { "sec-fetch-site": "same-origin", "x-forwarded-for": "1.2.3.4", "user-agent": browser };
    expect((await fetch(`${server.url}/api/v1/visits`, { method: "POST", body: '{"step":"VISIT"}', headers })).status).toBe(204);
    const counted = await db.throttle.findMany({ where: { key: { startsWith: "visit:" } }, select: { key: true } });
    expect(counted.map(({ key }) => key.replace("::1", "127.0.0.1"))).toEqual(["visit:127.0.0.1"]);
  });

  it.each([
    ["/plans/%E0%A4%A", "GET", 400],
    ["/", "DELETE", 405],
    ["/checkout", "PUT", 405],
    ["/api/health", "POST", 405],
    ["/api/webhooks/payments/sandbox", "GET", 405],
  ])("refuses %s by %s with %i, and says no more than that", async (path, method, status) => {
    const response = await fetch(server.url + path, { method });
    expect(response.status).toBe(status);
    expect((await response.text()).length).toBeLessThan(100);
  });

  it.each([
    ["an unknown action", { "next-action": "0".repeat(42) }, "[]"],
    ["an action with a body that is none", { "next-action": "0".repeat(42), "content-type": "text/plain" }, "{{{"],
    ["an id that cannot be one", { "next-action": "x" }, "[]"],
    ["a form that is none", { "content-type": "multipart/form-data; boundary=x" }, "no form"],
    ["a form without a boundary", { "content-type": "multipart/form-data" }, "no form"],
    ["a form without an action", { "content-type": "application/x-www-form-urlencoded" }, "a=b"],
    [
      "fields that name no action",
      { "content-type": "multipart/form-data; boundary=x" },
      '--x\r\ncontent-disposition: form-data; name="$ACTION_1:0"\r\n\r\n{{{\r\n--x--\r\n',
    ],
    [
      "a reference to no action",
      { "content-type": "multipart/form-data; boundary=x" },
      '--x\r\ncontent-disposition: form-data; name="$ACTION_REF_1"\r\n\r\n\r\n--x--\r\n',
    ],
    ["nothing at all", {}, ""],
  ])("refuses %s", async (_, headers, body) => {
    const { status } = await fetch(`${server.url}/sign-in`, { method: "POST", headers: { origin: server.url, ...headers }, body });
    expect([status, status < 500]).toEqual([status, true]);
  });

  it("tells search engines what is for them", async () => {
    expect(await (await fetch(`${server.url}/robots.txt`)).text()).toContain("Disallow: /checkout");
    const map = await (await fetch(`${server.url}/sitemap.xml`)).text();
    expect(map).toContain(`<loc>${server.url}/faq</loc>`);
    expect((await fetch(`${server.url}/favicon.ico`)).headers.get("content-type")).toContain("image/svg+xml");
  });

  it("says what to do when its port is taken", () => {
    const { port } = new URL(server.url);
    const env = Object.assign({}, process.env, { PORT: port, NODE_ENV: "production" });
    const second = spawnSync(process.execPath, ["scripts/start.ts"], { env, encoding: "utf8" });
    expect(second.status).toBe(1);
    expect(second.stderr.trim()).toBe(`Port ${port} is in use. Stop what uses it, or choose another: PORT=${Number(port) + 1} npm start`);
  });

  it("answers again after kill -9", async () => {
    await server.kill();
    await expect(fetch(server.url)).rejects.toThrow();
    await server.restart();
    expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
  });
});
