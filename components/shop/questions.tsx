import { Plus } from "#components/ui/icons.tsx";

/** Questions that open on their answers. */
export function Questions({ items }: { items: { question: string; answer: string }[] }) {
  return (
    <div className="divide-y rounded-3xl border bg-surface px-5 shadow-card sm:px-7">
      {items.map(({ question, answer }) => (
        <details key={question} className="group">
          <summary className="flex list-none items-center justify-between gap-4 py-5 font-medium [&::-webkit-details-marker]:hidden">
            <bdi>{question}</bdi>
            <Plus aria-hidden className="size-5 shrink-0 text-muted transition-transform group-open:rotate-45" />
          </summary>
          <p className="max-w-prose pb-6 whitespace-pre-line text-muted">
            <bdi>{answer}</bdi>
          </p>
        </details>
      ))}
    </div>
  );
}
