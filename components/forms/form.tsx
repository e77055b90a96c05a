"use client";
import { type ComponentProps, createContext, type ReactNode, startTransition, useActionState, useContext, useEffect, useRef } from "react";
import type { ActionState, FormAction } from "#lib/web/forms/action.ts";
import { useUnsaved } from "./use-unsaved.ts";

const IDLE: ActionState = { status: "idle" };
const FormContext = createContext<{ state: ActionState; pending: boolean }>({ state: IDLE, pending: false });

/** The enclosing form's last answer and whether it is under way. */
export function useForm() {
  return useContext(FormContext);
}

type Props<T> = Omit<ComponentProps<"form">, "action" | "children"> & {
  /** A server action made by publicAction, viewerAction or operatorAction. */
  action: FormAction<T>;
  /** The form's fields; a function gets the last answer, e.g. to show `state.data`. */
  children: ReactNode | ((state: ActionState<T>) => ReactNode);
  /** Called in the browser once the action succeeded, e.g. to close a dialog or show a toast. */
  onDone?: (data: T | undefined) => void;
  /** Asked before the page is left with changes that are not saved. */
  unsaved?: string;
};

/**
 * A form around a server action. What was typed stays when it is refused, errors stand at their fields (Field),
 * the first one gets the focus, and it works before or without JavaScript.
 */
export function Form<T>({ action, children, onDone, unsaved, ...rest }: Props<T>) {
  const [state, submit, pending] = useActionState<ActionState<T>, FormData>(action, IDLE as ActionState<T>);
  const form = useRef<HTMLFormElement>(null);
  const done = useRef(onDone);
  done.current = onDone;

  const changed = useUnsaved(form, unsaved);

  useEffect(() => {
    if (state.status === "done") done.current?.(state.data);
    if (state.status !== "refused") return;
    changed.current = true;
    focusFirstError(form.current);
  }, [state, changed]);

  return (
    <form
      ref={form}
      action={submit}
      noValidate
      aria-busy={pending || undefined}
      onSubmit={(event) => {
        event.preventDefault();
        if (pending || !readable(event.currentTarget)) return;
        // It may lead on to its own page.
        changed.current = false;
        const submitter = (event.nativeEvent as SubmitEvent).submitter;
        const values = new FormData(event.currentTarget, submitter);
        startTransition(() => submit(values));
      }}
      {...rest}
    >
      <FormContext value={{ state: state as ActionState, pending }}>
        {typeof children === "function" ? children(state) : children}
      </FormContext>
    </form>
  );
}

/**
 * A number or date half typed would be sent as an empty field, which means something else, and a file that is too large (FileInput) would not arrive: the
 * browser says it at its place instead.
 */
function readable(form: HTMLFormElement): boolean {
  const inputs = [...form.elements].filter((element) => element instanceof HTMLInputElement);
  return inputs.find(({ validity }) => validity.badInput || validity.customError)?.reportValidity() ?? true;
}

function focusFirstError(form: HTMLFormElement | null) {
  const target = form?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? form?.querySelector<HTMLElement>("[data-form-message]");
  target?.focus();
  target?.scrollIntoView({ block: "center", behavior: "smooth" });
}
