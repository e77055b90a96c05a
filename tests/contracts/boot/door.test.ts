import { request as httpRequest, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { serve } from "./serve.ts";

it("lets nobody in before the start is done, and says so", async () => {
  const { door, ask } = await serve();
  const early = await ask("/plans");
  expect([early.status, early.headers.get("retry-after")]).toEqual([503, "5"]);
  const health = await ask("/api/health");
  expect([health.status, await health.json()]).toEqual([503, { status: "starting" }]);
  door.open((_, response) => response.end("in"));
  expect(await (await ask()).text()).toBe("in");
});

it("waits for those inside when it closes, and lets nobody else in", async () => {
  const inside: ServerResponse[] = [];
  const { door, ask } = await serve((_, response) => void inside.push(response));
  const slow = ask();
  while (inside.length === 0) await sleep(5);
  let closed = false;
  const closing = door.close().then(() => (closed = true));
  expect(await (await ask("/api/health")).json()).toEqual({ status: "draining" });
  expect((await ask()).status).toBe(503);
  expect(closed).toBe(false);
  inside[0].end("served");
  expect(await (await slow).text()).toBe("served");
  await closing;
});

it("asks those to come again who would wait too long, but health is always told", async () => {
  const inside: ServerResponse[] = [];
  const { ask } = await serve((request, response) => (request.url === "/api/health" ? response.end("ok") : void inside.push(response)));
  const waiting = Array.from({ length: 250 }, (_, guest) => ask("/", `192.0.2.${guest}`));
  while (inside.length < 250) await sleep(5);
  expect((await ask()).status).toBe(503);
  expect(await (await ask("/api/health")).text()).toBe("ok");
  for (const response of inside) response.end();
  await Promise.all(waiting);
});

it.each([
  ["an address", () => "192.0.2.1", "198.51.100.7"],
  ["a site of many IPv6 networks", (guest: number) => `2001:db8:7:${guest.toString(16)}::1`, "2001:db8:8::1"],
])("leaves places free for others than %s that takes all it can", async (_who, greedy, other) => {
  const inside: ServerResponse[] = [];
  const { ask } = await serve((_, response) => void inside.push(response));
  const waiting = Array.from({ length: 200 }, (_, guest) => ask("/", greedy(guest)));
  while (inside.length < 200) await sleep(5);
  expect((await ask("/", greedy(7))).status).toBe(503);
  const others = ask("/", other);
  while (inside.length < 201) await sleep(5);
  for (const response of inside) response.end();
  expect((await others).status).toBe(200);
  await Promise.all(waiting);
});

it("gives no place to a body that does not come", async () => {
  const { port, ask } = await serve(async (request, response) => {
    for await (const _ of request); // as Next reads a form
    response.end("in");
  });
  const sockets = Array.from({ length: 260 }, () => connect(port, "127.0.0.1").on("error", () => undefined));
  await Promise.all(
    sockets.map(
      (socket) => new Promise((resolve) => socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf", resolve)),
    ),
  );
  await sleep(300);
  expect((await ask()).status).toBe(200);
  for (const socket of sockets) socket.destroy();
});

it.each(["TRACE", "PROPFIND", "LOCK"])("refuses %s with 405, and names what is allowed, for pages and for the API", async (method) => {
  const { port } = await serve((_, response) => response.end("in"));
  for (const path of ["/", "/api/health"]) {
    const answer = await new Promise<[number | undefined, string | undefined]>((resolve, reject) => {
      const sent = httpRequest({ port, host: "127.0.0.1", path, method }, (response) => {
        response.resume();
        resolve([response.statusCode, response.headers.allow]);
      });
      sent.on("error", reject).end();
    });
    expect(answer).toEqual([405, expect.stringContaining("GET, HEAD, POST")]);
  }
});

it("lets one network that asks for health without end take nobody's place", async () => {
  const inside: ServerResponse[] = [];
  const { ask } = await serve((request, response) => (request.url === "/" ? response.end("in") : void inside.push(response)));
  let refused = 0;
  const waiting = Array.from({ length: 300 }, async () => {
    const { status } = await ask("/api/health", "192.0.2.1");
    if (status === 503) refused += 1;
  });
  while (refused < 290) await sleep(5);
  expect((await ask("/", "198.51.100.7")).status).toBe(200);
  expect((await ask("/", "192.0.2.1")).status).toBe(200);
  const others = ask("/api/health", "198.51.100.7");
  while (inside.length < 11) await sleep(5);
  for (const response of inside) response.end("ok");
  expect(await (await others).text()).toBe("ok");
  await Promise.all(waiting);
  expect(refused).toBe(290);
});

it("says over https that it is always https, also when it refuses", async () => {
  const before = process.env.APP_URL;
  try {
    process.env.APP_URL = "https://tv.example.com";
    const { ask } = await serve((_, response) => response.end("in"));
    for (const [path, status] of [
      ["/", 200],
      ["/%zz", 400],
    ] as const) {
      const answer = await ask(path);
      expect([answer.status, answer.headers.get("strict-transport-security")]).toEqual([status, "max-age=31536000; includeSubDomains"]);
    }
    process.env.APP_URL = "http://localhost:3000";
    expect((await ask()).headers.get("strict-transport-security")).toBeNull();
  } finally {
    process.env.APP_URL = before;
  }
});
