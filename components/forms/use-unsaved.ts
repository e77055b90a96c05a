import { type RefObject, useEffect, useRef } from "react";

/**
 * Asks before the page is left while something typed is not saved: by a link, by the browser's own buttons, by closing the window.
 * Without `question` it never asks. @returns whether there is such a change, for the form to say that it was sent, or refused.
 */
export function useUnsaved(form: RefObject<HTMLFormElement | null>, question: string | undefined) {
  const changed = useRef(false);
  useEffect(() => {
    if (!question) return;
    const element = form.current;
    const onInput = () => {
      changed.current = true;
    };
    const onUnload = (event: BeforeUnloadEvent) => {
      if (changed.current) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!changed.current || !(link instanceof HTMLAnchorElement) || link.target || form.current?.contains(link)) return;
      if (link.pathname === location.pathname && link.hash) return;
      if (window.confirm(question)) changed.current = false;
      else {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    // Back and forward inside the app unload nothing. A browser without the Navigation API does not ask here.
    const onNavigate = (event: NavigateEvent) => {
      const leaves = event.navigationType === "traverse" && event.cancelable && event.destination.sameDocument;
      if (!changed.current || !leaves) return;
      if (window.confirm(question)) changed.current = false;
      else event.preventDefault();
    };
    element?.addEventListener("input", onInput);
    window.navigation?.addEventListener("navigate", onNavigate);
    window.addEventListener("beforeunload", onUnload);
    window.addEventListener("click", onClick, true);
    return () => {
      element?.removeEventListener("input", onInput);
      window.removeEventListener("beforeunload", onUnload);
      window.removeEventListener("click", onClick, true);
      window.navigation?.removeEventListener("navigate", onNavigate);
    };
  }, [form, question]);
  return changed;
}
