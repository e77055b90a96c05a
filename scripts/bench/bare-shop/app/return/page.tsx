import { nameOf } from "../database.ts";
import { Lines } from "../lines.tsx";

export default async function ReturnPage({ searchParams }: { searchParams: Promise<{ customer: string; lines: string }> }) {
  const { customer, lines } = await searchParams;
  return (
    <main>
      <Lines count={Number(lines)} said={await nameOf(customer)} />
    </main>
  );
}
