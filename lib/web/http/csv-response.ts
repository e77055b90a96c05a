import { fileResponse } from "./file-response.ts";

/** A CSV file to be saved. */
export function csvResponse(body: BodyInit, name: string): Response {
  return fileResponse(body, "text/csv", name);
}

/** Its parts as they are made, so that its size does not matter. */
export function streamOf(parts: AsyncGenerator<string | Uint8Array>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
    },
    cancel: () => void parts.return(undefined),
  });
}
