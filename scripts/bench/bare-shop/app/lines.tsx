/** `count` lines of markup, of about as many letters as those of a page of ours have. */
export function Lines({ count, said }: { count: number; said: string }) {
  return Array.from({ length: count }, (_, line) => (
    <p key={line} className="flex items-center gap-3 px-4 py-2 text-sm text-muted">
      Nothing to see here but {said}.
    </p>
  ));
}
