import { fileResponse } from "./file-response.ts";

/** A CSV file to be saved. */
export function csvResponse(body: BodyInit, name: string): Response {
  return fileResponse(body, "text/csv", name);
}
