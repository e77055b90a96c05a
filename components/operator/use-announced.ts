"use client";
import { useToast } from "#components/ui/toast.tsx";
import type { FormAction } from "#lib/web/forms/action.ts";

/**
 * The action, saying in a toast that it succeeded; then `after`, e.g. to close a dialog. Unlike a form's onDone this neither waits for
 * the page to be drawn anew, nor is it lost when the success takes the form off the page.
 */
export function useAnnounced<T>(
  action: FormAction<T>,
  words: (data: T | undefined) => { title: string; description?: string },
  after?: () => void,
): FormAction<T> {
  const toast = useToast();
  return async (previous, form) => {
    const answer = await action(previous, form);
    if (answer.status !== "done") return answer;
    toast.add(words(answer.data));
    after?.();
    return answer;
  };
}
