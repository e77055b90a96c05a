import { connect, type Socket } from "node:net";
import { expect, it } from "vitest";
import { serve } from "./serve.ts";

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

it.each([
  ["as the script of a page does", '[{"status":"refused","values":{"price":"$$5"},"at":"$D2026-11-27","minor":"$n500"},"$K1"]', 200],
  ["with nothing", '["$undefined",null,"$-0","$Infinity"]', 200],
  ["with a function of the server", '["$F1","$F1"]', 400],
  ["by a reference into itself", '["$0:9:9"]', 400],
  ["with a promise that nothing keeps", '["$@5"]', 400],
  ["deep inside", '[{"a":[{"b":"$B7"}]}]', 400],
  ["with a number that is none", '["$nine"]', 400],
  ["nested a hundred thousand deep", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, 400],
])("takes an action that is called %s for %s", async (_, list, status) => {
  const { port } = await serve((_request, response) => void response.end("in"));
  const form = new FormData();
  form.append("0", list);
  for (const body of [form, list]) {
    const answer = await fetch(`http://127.0.0.1:${port}/sign-in`, { method: "POST", headers: { "next-action": "40ab" }, body });
    expect(answer.status).toBe(status);
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

/** A client that sends the beginning of a request, or many, and keeps the connection. */
function begin(port: number, text: string): Promise<Socket> {
  const socket = connect(port, "127.0.0.1").on("error", () => undefined);
  return new Promise((resolve) => socket.write(text, () => resolve(socket)));
}

const HALF = "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1048576\r\n\r\n";

it("keeps no more of what one network sends than leaves room for others' bodies", async () => {
  const { port } = await serve(async (request, response) => {
    for await (const _ of request);
    response.end("in");
  });
  const sockets = await Promise.all(Array.from({ length: 100 }, () => begin(port, HALF + "x".repeat(1_000_000))));
  const post = (from: string) =>
    fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: "x".repeat(900_000), headers: { "x-forwarded-for": from } });
  await expect.poll(async () => (await post("127.0.0.1")).status).toBe(503);
  expect((await post("198.51.100.7")).status).toBe(200);
  for (const socket of sockets) socket.destroy();
  await expect.poll(async () => (await post("127.0.0.1")).status).toBe(200);
});

it("keeps a body in one piece, and has no patience with one that comes in crumbs", async () => {
  const { port, ask } = await serve((_, response) => response.end("in"));
  expect(await send(port, "transfer-encoding: chunked", 2, "1\r\nx\r\n".repeat(9000))).toContain("HTTP/1.1 413");
  expect((await ask()).status).toBe(200);
});

it("refuses a form of more fields than any page has", async () => {
  const { port } = await serve((_, response) => response.end("in"));
  const post = (fields: number) => {
    const form = new FormData();
    for (let field = 0; field < fields; field += 1) form.set(`field${field}`, "");
    return fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: form });
  };
  expect((await post(1900)).status).toBe(200);
  expect((await post(2100)).status).toBe(400);
});

it.each([
  ["another site's", "https://evil.example"],
  ["a hidden", "null"],
])("refuses an action that %s page asks for with 403", async (_, origin) => {
  const { port } = await serve((_request, response) => response.end("in"));
  const post = (init: RequestInit) => fetch(`http://127.0.0.1:${port}/sign-in`, { method: "POST", ...init }).then(({ status }) => status);
  const form = new FormData();
  form.set("a", "b");
  expect(await post({ body: "[]", headers: { origin, "next-action": "x" } })).toBe(403);
  expect(await post({ body: form, headers: { origin } })).toBe(403);
  expect(await post({ body: form, headers: { origin: `http://127.0.0.1:${port}` } })).toBe(200);
});

it.each(["", "{{{", "{}", "x", "null"])("refuses an action that is called with %j with 400", async (args) => {
  let handled = 0;
  const { port } = await serve((_, response) => {
    handled += 1;
    response.end("in");
  });
  const post = (body: string | FormData) =>
    fetch(`http://127.0.0.1:${port}/sign-in`, { method: "POST", body, headers: { "next-action": "x" } }).then(({ status }) => status);
  const form = new FormData();
  form.set("0", args);
  expect([await post(args), await post(form), handled]).toEqual([400, 400, 0]);
  form.set("0", '["$undefined","$K1"]');
  expect([await post("[]"), await post(form), handled]).toEqual([200, 200, 2]);
});
