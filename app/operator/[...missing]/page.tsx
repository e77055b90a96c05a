import { notFound } from "next/navigation";
import { requireOperator } from "#lib/identity/session.ts";

/** An address of the dashboard that leads nowhere says so inside the dashboard, not as the webshop would. */
export default async function MissingPage() {
  await requireOperator();
  notFound();
}
