import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach } from "vitest";
import { type Door, makeDoor } from "#scripts/server/door.ts";
import { hangUp, httpServer } from "#scripts/server/http.ts";

const servers: Server[] = [];
afterEach(() => Promise.all(servers.splice(0).map(hangUp)));

/** The HTTP server with its door, on a free port until the test is over. */
export async function serve(
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
