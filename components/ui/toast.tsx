"use client";
import dynamic from "next/dynamic";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";

export type Said = { title: ReactNode; description?: ReactNode };

const ToastList = dynamic(() => import("./toast-list.tsx"), { ssr: false });
const Say = createContext<(toast: Said) => void>(() => {});

/** Put once around a section's pages; then `useToast()` inside client components: `toast.add({ title, description })`. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<Said[]>([]);
  const add = useCallback((toast: Said) => setSaid((before) => [...before, toast]), []);
  return (
    <Say value={add}>
      {children}
      {said.length > 0 && <ToastList said={said} />}
    </Say>
  );
}

export function useToast() {
  return { add: useContext(Say) };
}
