// What a service does with the errors of a webhook: each decision is stated once, and TypeScript says which code has none.
import { Hono } from "hono";
import { match, readBody } from "waba-errors";

export function webhook({ sendTemplate, sendLater, tellDeveloper, drop }) {
  const app = new Hono();
  app.post("/webhook", async (context) => {
    for (const error of readBody(await context.req.text()).errors) {
      match(Number(error.code), {
        131047: () => sendTemplate(error.recipient),
        "retry:backoff": () => sendLater(error.message_id),
        "retry:after": () => sendLater(error.message_id, error.retry),
        "retry:after-fix": () => tellDeveloper(error.title, error.fix),
        "retry:never": () => drop(error.message_id),
        unknown: () => tellDeveloper(error.title, error.fix),
      });
    }
    // The platform sends again what is not answered so.
    return context.body(null, 200);
  });
  return app;
}
