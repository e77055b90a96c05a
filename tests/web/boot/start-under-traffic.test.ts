import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { useDatabase } from "#tests/support/database.ts";
import { startServer, type TestServer } from "#tests/support/server.ts";

useDatabase();

/** One is the short form; `STARTS=10` is a long one. */
const TIMES = Number(process.env.STARTS ?? 1);
const VISITORS = 24;
/** So slow that whoever is let in before the start is done takes the time that the start's own connections have. */
const SLOWNESS = 5;
/** A start so slowed down took two minutes where the machine itself was slow. */
const PATIENCE_MS = 300_000;

let server: TestServer;
let visiting = true;
const answers = new Map<number, number>();

beforeAll(async () => {
  server = await startServer({}, SLOWNESS);
}, PATIENCE_MS);
afterAll(() => {
  visiting = false;
});

/** Comes again and again, whatever the answer: to the shop, the checkout, the health check and with a webhook. */
async function visit(index: number): Promise<void> {
  const form = { method: "POST", body: "{}", headers: { "content-type": "application/json" } };
  const paths: [string, RequestInit?][] = [["/"], ["/sign-in"], ["/api/webhooks/payments/sandbox", form], ["/checkout"]];
  while (visiting) {
    const [path, init] = paths[index % paths.length];
    const answer = fetch(server.url + path, init).then((response) => response.arrayBuffer().then(() => response.status));
    const status = await answer.catch(() => 0); // cut off by the kill
    answers.set(status, (answers.get(status) ?? 0) + 1);
    if (status === 0) await sleep(50);
    index += 1;
  }
}

it(
  "starts again and again after kill -9 while visitors and webhooks come in, and stays ready once it says so",
  async () => {
    const visitors = Array.from({ length: VISITORS }, (_, index) => visit(index));
    for (let time = 0; time < TIMES; time += 1) {
      await server.kill();
      await server.restart();
      for (let look = 0; look < 30; look += 1) {
        expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
        await sleep(200);
      }
    }
    visiting = false;
    await Promise.all(visitors);
    expect(server.output()).not.toContain("Connection terminated");
    expect([...answers.keys()].filter((status) => status >= 500 && status !== 503)).toEqual([]);
    expect(answers.get(200)).toBeGreaterThan(VISITORS);
  },
  PATIENCE_MS * TIMES,
);
