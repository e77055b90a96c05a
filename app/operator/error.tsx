"use client";
import { type Crash, ErrorPage } from "#components/ui/error-page.tsx";

export default function OperatorError(crash: Crash) {
  return <ErrorPage {...crash} as="div" />;
}
