import { request as httpRequest, type RequestListener, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { type Door, makeDoor } from "#scripts/server/door.ts";
import { hangUp, httpServer } from "#scripts/server/http.ts";

const servers: Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map(hangUp)));

async function serve(
  handle?: RequestListener,
): Promise<{ port: number; door: Door; ask: (path?: string, from?: string) => Promise<Response> }> {
  const door = makeDoor();
  if (handle) door.open(handle);
  const server = httpServer(door.enter);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    door,
    ask: (path = "/", from?: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: from ? { "x-forwarded-for": from } : {} }),
  };
}

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

const FORM = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n';

it.each([
  ["that is none", "multipart/form-data; boundary=x", "no form"],
  ["without a boundary", "multipart/form-data", FORM],
  ["with another boundary", "Multipart/Form-Data; boundary=y", FORM],
  ["that ends too early", "multipart/form-data; boundary=x", FORM.slice(0, -8)],
  ["of nothing", "multipart/form-data; boundary=x", ""],
  ["with a part that names nothing", "multipart/form-data; boundary=x", FORM.replace(/content-disposition.*/, "x: y")],
])("refuses a form %s with 400, whether its length is declared or not", async (_, type, body) => {
  let handled = 0;
  const { port } = await serve((_request, response) => {
    handled += 1;
    response.end("in");
  });
  for (const sent of [body, new Blob([body]).stream()]) {
    const init = { method: "POST", headers: { "content-type": type }, body: sent, duplex: "half" } as RequestInit;
    expect((await fetch(`http://127.0.0.1:${port}/sign-in`, init)).status).toBe(400);
  }
  expect(handled).toBe(0);
});

it("hands a form on as it came", async () => {
  const { port } = await serve(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.end(Buffer.concat(chunks));
  });
  for (const sent of [FORM, new Blob([FORM]).stream()]) {
    const init = {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=x" },
      body: sent,
      duplex: "half",
    } as RequestInit;
    expect(await (await fetch(`http://127.0.0.1:${port}/sign-in`, init)).text()).toBe(FORM);
  }
});

/** Sends a body to its end, however early the answer comes, and only then reads. */
async function send(port: number, head: string, pieces: number, piece: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const broken = new Promise<never>((_, reject) => socket.on("error", reject));
  const write = (text: string) => new Promise<void>((resolve) => socket.write(text, () => resolve()));
  const conversation = async () => {
    await write(`POST / HTTP/1.1\r\nhost: x\r\n${head}\r\n\r\n`);
    for (let sent = 0; sent < pieces; sent += 1) await write(piece);
    await write("0\r\n\r\n");
    let answer = "";
    for await (const data of socket) {
      answer += data;
      if (answer.includes("\n\r\n") || answer.includes("MiB")) break;
    }
    return answer;
  };
  return Promise.race([conversation(), broken]).finally(() => socket.destroy());
}

const CHUNK = `10000\r\n${"x".repeat(65_536)}\r\n`;

it("answers 413 to a body that is too long, also to one who listens only after the last word", async () => {
  let handled = 0;
  const { port } = await serve(() => {
    handled += 1;
  });
  expect(await send(port, "transfer-encoding: chunked", 80, CHUNK)).toContain("HTTP/1.1 413");
  expect(await send(port, `content-length: ${80 * CHUNK.length + 5}`, 80, CHUNK)).toContain("HTTP/1.1 413");
  expect(handled).toBe(0);
});

it.each(["transfer-encoding: chunked", `content-length: ${15 * 65_536 + 5}`])("hands on a body when it is whole: %s", async (head) => {
  const { port } = await serve(async (request, response) => {
    let size = 0;
    for await (const chunk of request) size += chunk.length;
    response.end(`${size} bytes\n\r\n`);
  });
  const piece = head.startsWith("content") ? "x".repeat(65_536) : CHUNK;
  expect(await send(port, head, 15, piece)).toMatch(/98304[05] bytes/);
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
