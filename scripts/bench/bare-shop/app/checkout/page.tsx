import { nameOf } from "../database.ts";
import { Lines } from "../lines.tsx";
import { order } from "./actions.ts";

export default async function CheckoutPage({ searchParams }: { searchParams: Promise<{ customer: string; lines: string }> }) {
  const { customer, lines } = await searchParams;
  return (
    <main>
      <form action={order}>
        <input type="hidden" name="shown" value={customer} />
        <button type="submit">Pay</button>
      </form>
      <Lines count={Number(lines)} said={await nameOf(customer)} />
    </main>
  );
}
