import { notFound } from "next/navigation";
import { z } from "zod";
import { noteFetched } from "#lib/exports/note-fetched.ts";
import { bytesOf, exportOf } from "#lib/exports/queries.ts";
import { operatorActor } from "#lib/identity/actor.ts";
import { MAY } from "#lib/identity/roles.ts";
import { requireOperator } from "#lib/identity/session.ts";
import { civilDate } from "#lib/kernel/period.ts";
import { getSettings } from "#lib/settings/settings.ts";
import { clientAddress } from "#lib/web/forms/action.ts";
import { rangeResponse } from "#lib/web/http/range-response.ts";

const TYPES = { CSV: "text/csv; charset=utf-8", XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };

/** The file of an export, whole or from where a download was broken off. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const operator = await requireOperator(MAY["lists.export"], "/operator/exports");
  const id = z.uuid().safeParse((await params).id).data;
  const file = id ? await exportOf(operator, id) : null;
  if (file?.status !== "READY") notFound();
  const { company } = await getSettings();
  const response = rangeResponse(request, {
    name: `${file.list}-${civilDate(file.askedAt, company.timeZone)}.${file.format.toLowerCase()}`,
    type: TYPES[file.format],
    tag: file.id,
    length: file.bytes,
    read: (from, to) => bytesOf(file.id, from, to),
  });
  if (response.status === 200) await noteFetched(file, operatorActor(operator, await clientAddress()));
  return response;
}
