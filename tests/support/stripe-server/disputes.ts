import { closeDispute } from "./afterwards.ts";
import { membersOf, type Parameter, valueAt } from "./form.ts";
import { filePayload, type Payload } from "./payloads.ts";
import { ApiError, type World } from "./world.ts";

const FILES = new Set(
  "receipt service_documentation customer_communication cancellation_policy refund_policy duplicate_charge_documentation uncategorized_file".split(
    " ",
  ),
);

export function uploadFile(world: World, given: Parameter[]): Payload {
  const [filename, type, size] = (valueAt(given, "file") ?? "").split(" ");
  return world.add(filePayload({ filename, purpose: valueAt(given, "purpose"), size: Number(size), type: type.split("/").at(-1) }));
}

/** Keeps evidence, and hands it to the bank with `submit`: once. */
export function answerDispute(world: World, id: string, given: Parameter[]): Payload {
  const dispute = waiting(world, id);
  const evidence = membersOf(given, "evidence");
  for (const [field, value] of Object.entries(evidence)) if (FILES.has(field)) world.get(value, `evidence[${field}]`);
  Object.assign(dispute, { evidence, metadata: { ...(dispute.metadata as object), ...membersOf(given, "metadata") } });
  if (valueAt(given, "submit") !== "true") return dispute;
  dispute.evidence_details = { ...(dispute.evidence_details as object), has_evidence: true, submission_count: 1 };
  dispute.status = dispute.status === "needs_response" ? "under_review" : "warning_under_review";
  world.emit("charge.dispute.updated", dispute);
  return dispute;
}

export function giveUpDispute(world: World, id: string): Payload {
  const dispute = waiting(world, id);
  closeDispute(world, dispute, "lost");
  return dispute;
}

function waiting(world: World, id: string): Payload {
  const dispute = world.get(id);
  if (String(dispute.status).endsWith("needs_response")) return dispute;
  throw new ApiError(400, { type: "invalid_request_error", message: "This dispute is already closed, or was answered before." });
}
