"use server";

import { redirect } from "next/navigation";
import { insertPurchase } from "../database.ts";

export async function order(form: FormData): Promise<void> {
  const customer = String(form.get("shown"));
  await insertPurchase(customer);
  redirect(`/pay?customer=${customer}`);
}
