"use client";
import { useToast } from "#components/ui/toast.tsx";
import type { FormAction } from "#lib/web/action.ts";

/**
 * The action, saying in a toast that it succeeded. Unlike a form's onDone this also works when the success takes the form off the
 * page.
 */
export function useAnnounced<T>(
  action: FormAction<T>,
  words: (data: T | undefined) => { title: string; description?: string },
): FormAction<T> {
  const toast = useToast();
  return async (previous, form) => {
    const answer = await action(previous, form);
    if (answer.status === "done") toast.add(words(answer.data));
    return answer;
  };
}
