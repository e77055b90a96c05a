/** A text message as a phone shows it. */
export function SmsBubble({ text }: { text: string }) {
  return (
    <p dir="auto" className="max-w-80 rounded-2xl rounded-es-md bg-sunken px-4 py-3 text-sm leading-6 whitespace-pre-wrap text-ink">
      {text}
    </p>
  );
}
