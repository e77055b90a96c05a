"use client";
import dynamic from "next/dynamic";
import { Children, cloneElement, createContext, type ReactElement, useContext, useState } from "react";
import type { OpenState, WindowProps } from "./dialog-window.tsx";

type Props = WindowProps &
  Partial<OpenState> & {
    /** The element that opens it, e.g. `<Button>Refund</Button>`. Leave out when `open` is controlled. */
    trigger?: ReactElement<Record<string, unknown>>;
  };

const load = () => import("./dialog-window.tsx");
const DialogWindow = dynamic(load, { ssr: false });
const Close = createContext(() => {});

/** A question or a small form in the middle of the page; on a phone, from its foot. Wrap a button in DialogClose to close it. */
export function Dialog({ trigger, open: asked, onOpenChange, ...rest }: Props) {
  const [own, setOwn] = useState(false);
  const [used, setUsed] = useState(false);
  const open = asked ?? own;
  const setOpen = onOpenChange ?? setOwn;
  if (open && !used) setUsed(true);
  const [button] = Children.toArray(trigger) as (typeof trigger)[]; // one of a server component may still be on its way
  const opens = { onClick: () => setOpen(true), onPointerEnter: load, onFocus: load, "aria-haspopup": "dialog", "aria-expanded": open };
  return (
    <Close value={() => setOpen(false)}>
      {button && cloneElement(button, opens)}
      {used && <DialogWindow open={open} onOpenChange={setOpen} {...rest} />}
    </Close>
  );
}

export function DialogClose({ children }: { children: ReactElement<Record<string, unknown>> }) {
  return cloneElement(children, { onClick: useContext(Close) });
}
