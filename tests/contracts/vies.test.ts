import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { vies } from "#lib/customers/registries/vies/vies.ts";

/** What VIES answers, as its REST API was recorded to. */
const VALID = {
  countryCode: "NL",
  vatNumber: "868754289B01",
  requestDate: "2026-11-02T10:11:12.345Z",
  valid: true,
  requestIdentifier: "WAPIAAAAZ12345",
  name: "ACME BV",
  address: "\nFABRIEKSWEG 00002\n5678CD ELDERS\n",
  traderName: "---",
};
const NAMELESS = { ...VALID, countryCode: "DE", requestIdentifier: "", name: "---", address: "---" };

let server: Server;
let asked: unknown;
let reply: { status: number; body: unknown };
let apiBase: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.setEncoding("utf8");
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      asked = { path: request.url, ...JSON.parse(text) };
      response.writeHead(reply.status, { "content-type": "application/json" });
      response.end(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  apiBase = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
afterAll(() => new Promise((closed) => server.close(closed)));
beforeEach(() => {
  reply = { status: 200, body: VALID };
});

const ask = () => vies({ apiBase }).check({ prefix: "NL", rest: "868754289B01" }, { prefix: "DE", rest: "123456789" });

it("asks in the seller's name, and keeps the consultation number, name and address", async () => {
  expect(await ask()).toEqual({
    status: "valid",
    name: "ACME BV",
    address: "FABRIEKSWEG 00002\n5678CD ELDERS",
    consultation: "WAPIAAAAZ12345",
  });
  expect(asked).toEqual({
    path: "/check-vat-number",
    countryCode: "NL",
    vatNumber: "868754289B01",
    requesterMemberStateCode: "DE",
    requesterNumber: "123456789",
  });
});

it("takes dashes for no name", async () => {
  reply.body = NAMELESS;
  expect(await ask()).toEqual({ status: "valid", name: undefined, address: undefined, consultation: undefined });
});

it("says that a number is not in force", async () => {
  reply.body = { ...VALID, valid: false, name: "---" };
  expect(await ask()).toEqual({ status: "invalid", consultation: "WAPIAAAAZ12345" });
});

it.each([
  ["a country that is not there", 200, { actionSucceed: false, errorWrappers: [{ error: "MS_UNAVAILABLE" }] }, "MS_UNAVAILABLE"],
  ["too many questions", 500, { actionSucceed: false, errorWrappers: [{ error: "MS_MAX_CONCURRENT_REQ" }] }, "MS_MAX_CONCURRENT_REQ"],
  ["an outage told beside the number", 200, { ...VALID, valid: false, userError: "SERVICE_UNAVAILABLE" }, "SERVICE_UNAVAILABLE"],
  ["an empty answer", 503, {}, "HTTP 503"],
  ["a page of somebody else", 200, "<html>", "SyntaxError"],
])("knows no more after %s", async (_, status, body, reason) => {
  reply = { status, body };
  expect(await ask()).toEqual({ status: "unavailable", reason });
});

it("knows no more when nobody is there", async () => {
  expect(await vies({ apiBase: "http://127.0.0.1:9" }).check({ prefix: "NL", rest: "1" }, null)).toMatchObject({ status: "unavailable" });
});
