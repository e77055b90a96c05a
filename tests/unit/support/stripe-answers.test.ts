import { expect, it } from "vitest";
import { faultsOfAnswer } from "#tests/support/stripe-server/answer-faults.ts";
import type { Description, Schema } from "#tests/support/stripe-server/description.ts";

const kind = (object: string, properties: Record<string, Schema>): Schema => ({
  type: "object",
  required: ["object"],
  properties: { object: { type: "string", enum: [object] }, ...properties },
});
const as = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Schema) => ({ content: { "application/json": { schema } } });
const PENS = {
  paths: { "/v1/pens/{id}": { get: { responses: { 200: json(as("pen")), default: json(as("error")) } } } },
  components: {
    schemas: {
      pen: kind("pen", {
        owner: { anyOf: [{ type: "string", maxLength: 5 }, as("person"), as("deleted_person")], nullable: true },
        length: { type: "integer" },
        inks: { type: "array", items: { type: "string", enum: ["blue", "red"] } },
        metadata: { type: "object", additionalProperties: { type: "string" } },
        anything: { type: "object" },
        url: { type: "string", pattern: "^/v1/pens" },
      }),
      person: kind("person", { name: { type: "string" } }),
      deleted_person: { ...kind("person", { deleted: { type: "boolean" } }), required: ["object", "deleted"] },
      error: { type: "object", required: ["error"], properties: { error: { type: "object", properties: { type: { type: "string" } } } } },
    },
  },
} as unknown as Description;

const faults = (answer: object, status = 200, path = "/v1/pens/7") =>
  faultsOfAnswer(PENS, { method: "GET", path, status, text: JSON.stringify(answer) });

it("finds nothing in an answer as it is described, with references or what they name", () => {
  const pen = { object: "pen", length: 5, inks: ["red", "blue"], metadata: { a: "b" }, anything: { at: { all: 1 } }, url: "/v1/pens" };
  for (const owner of ["pers1", null, { object: "person", name: "Vera" }, { object: "person", deleted: true }])
    expect(faults({ ...pen, owner })).toEqual([]);
  expect(faults({ error: { type: "card_error" } }, 402)).toEqual([]);
  expect(faults({ error: { type: "invalid_request_error" } }, 404, "/v1/pencils")).toEqual([]);
});

it.each([
  [{}, "answer.object is missing"],
  [{ object: "pen", colour: "red" }, "answer.colour is not known"],
  [{ object: "pen", length: 5.5 }, "answer.length is no integer: 5.5"],
  [{ object: "pen", length: null }, "answer.length is null"],
  [{ object: "pen", inks: ["red", "green"] }, 'answer.inks.1 is not accepted: "green"'],
  [{ object: "pen", inks: { 0: "red" } }, 'answer.inks is no array: {"0":"red"}'],
  [{ object: "pen", metadata: { a: 1 } }, "answer.metadata.a is no string: 1"],
  [{ object: "pen", url: "/v1/pencils" }, 'answer.url is not accepted: "/v1/pencils"'],
  [{ object: "pen", owner: "person" }, 'answer.owner is not accepted: "person"'],
  [{ object: "pen", owner: { object: "pen" } }, 'answer.owner is none of what it can be: {"object":"pen"}'],
  [{ object: "pen", owner: { object: "person", name: 7 } }, "answer.owner.name is no string: 7"],
])("says of %j what Stripe would not answer", (answer, fault) => {
  expect(faults(answer)).toEqual([fault]);
});

it("holds refusals against what is said of them", () => {
  expect(faults({ object: "pen" }, 402)).toEqual(["answer.error is missing", "answer.object is not known"]);
});
