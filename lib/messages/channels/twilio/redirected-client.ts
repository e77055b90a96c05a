import twilioSdk from "twilio";

/** Sends the SDK's requests to another origin, whichever region's host it meant. */
export class RedirectedClient extends twilioSdk.RequestClient {
  constructor(base: string) {
    super();
    this.axios.interceptors.request.use((request) => {
      const { pathname, search } = new URL(request.url ?? "");
      return { ...request, url: `${base.replace(/\/$/, "")}${pathname}${search}` };
    });
  }
}
