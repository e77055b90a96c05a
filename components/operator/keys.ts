/** The keys that go from row to row, and which way. */
export const STEPS: Record<string, 1 | -1> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

/** Whether a key means something else: a dialog or menu is open, or it is part of a shortcut of the browser's. */
export function isBusyElsewhere(event: KeyboardEvent): boolean {
  const elsewhere = document.querySelector("[role=dialog], [role=menu], [role=listbox], details[name=list-menu][open]");
  return event.defaultPrevented || elsewhere !== null || event.metaKey || event.ctrlKey || event.altKey;
}

export function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
