import { httpAddress } from "#lib/kernel/keys.ts";
import type { GatewayPlugin } from "../../gateway.ts";
import { readEnquiry, readPage, readReport, shapeOf } from "./description.ts";
import { localGateway } from "./gateway.ts";

const LONGEST = 4000;

export const local: GatewayPlugin = {
  id: "local",
  label: "Local provider",
  offered: false,
  keys: [
    { name: "LOCAL_GATEWAY_SECRET", required: true, example: "the provider's secret, that signs what we send" },
    { name: "LOCAL_GATEWAY_REPORT_SECRET", example: "where the provider signs what it reports with another" },
    { name: "LOCAL_GATEWAY_API_BASE", hidden: true, shape: httpAddress, example: "http://127.0.0.1:4010" },
  ],
  settings: [
    { name: "name", label: "What viewers know it as", kind: "line", max: 60 },
    { name: "page", label: "Its payment page", kind: "text", max: LONGEST, required: true, shape: shapeOf(readPage) },
    { name: "report", label: "What it reports", kind: "text", max: LONGEST, required: true, shape: shapeOf(readReport) },
    { name: "enquiry", label: "How it is asked", kind: "text", max: LONGEST, shape: shapeOf(readEnquiry) },
    { name: "answer", label: "What its notifications are answered with", kind: "line", max: 100 },
  ],
  declines: {},
  open: ({ LOCAL_GATEWAY_SECRET = "", LOCAL_GATEWAY_REPORT_SECRET }) =>
    localGateway({ secret: LOCAL_GATEWAY_SECRET, reportSecret: LOCAL_GATEWAY_REPORT_SECRET ?? LOCAL_GATEWAY_SECRET }),
};
