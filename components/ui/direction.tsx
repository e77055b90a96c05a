"use client";
import { DirectionProvider } from "@base-ui/react/direction-provider";
import type { ReactNode } from "react";

export function Direction({ direction, children }: { direction: "ltr" | "rtl"; children: ReactNode }) {
  return <DirectionProvider direction={direction}>{children}</DirectionProvider>;
}
