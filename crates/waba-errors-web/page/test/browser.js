// A browser with the page in it, and what the tests do to it.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

/** The page under test. */
export const PAGE = process.env.WABA_PAGE;
const ADDRESS = pathToFileURL(PAGE).href;

const PROGRAMS = [process.env.WABA_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const LANGUAGES = ["en", "de", "ar"];
const LOCALES = { en: "en-GB", de: "de-AT", ar: "ar-EG" };

export function launch() {
  return chromium.launch({ executablePath: PROGRAMS.find((path) => path && existsSync(path)), args: QUIET });
}

/** Opens the page from the disk, offline; the last step of a test is `close`, which refuses messages and requests. */
export async function open(browser, { lang = "en", scheme = "light", width = 1280, hash = "", prepare, ...options } = {}) {
  const context = await browser.newContext({
    locale: LOCALES[lang],
    colorScheme: scheme,
    viewport: { width, height: 900 },
    offline: true,
    ...options,
  });
  const page = await context.newPage();
  const noises = [];
  page.on("console", (message) => noises.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => noises.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => (noises.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
  page.on("popup", (popup) => noises.push(`popup: ${popup.url()}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(ADDRESS) && !/^(blob|data):/.test(url)) noises.push(`request: ${url.slice(0, 200)}`);
  });
  await page.addInitScript(() => {
    window.copies = [];
    Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => void window.copies.push(text) } });
  });
  if (prepare) await page.addInitScript(prepare);
  await page.goto(ADDRESS + hash);
  if (!prepare && options.javaScriptEnabled !== false)
    await page.waitForFunction(() => document.getElementById("knows").textContent);
  const close = async () => {
    const address = page.url();
    await context.close();
    assert.deepEqual(noises, []);
    assert.ok(address.startsWith(ADDRESS), "the page has been left");
  };
  return { page, close };
}

export async function ask(page, text) {
  // Not `fill`, which takes a minute for what is pasted in a moment.
  await page.evaluate((text) => {
    const input = document.getElementById("input");
    input.focus();
    input.value = text;
    input.dispatchEvent(new Event("input"));
    return new Promise((done) => setTimeout(done));
  }, text);
  await page.waitForFunction(() => document.getElementById("progress").hidden);
}

/** Opens everything that can be opened, also what appears then. */
export async function unfold(page) {
  const closed = page.locator("details:not([open])");
  while (await closed.count()) {
    await closed.evaluateAll((nodes) => nodes.forEach((node) => (node.open = true)));
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  }
}

/** Waits until so many nodes are there: what a click opens is drawn a moment later. */
export function counts(page, selector, count) {
  return page.waitForFunction(([selector, count]) => document.querySelectorAll(selector).length === count, [selector, count]);
}

export function status(page) {
  return page.textContent("#status");
}

/** Drops files. Each is a name, a piece of text and how often it is repeated; pieces are shared, so that large files cost no memory. */
export async function drop(page, files) {
  await page.evaluate((files) => {
    const transfer = new DataTransfer();
    for (const { name, piece, bytes, times = 1, type = "" } of files) {
      const block = new Blob([bytes ? new Uint8Array(bytes) : piece.repeat(Math.min(times, 10_000))]);
      const blocks = Array(Math.max(1, Math.ceil(times / 10_000))).fill(block);
      transfer.items.add(new File(blocks, name, { type }));
    }
    document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }, files);
}

export const WEBHOOK = JSON.stringify({
  object: "whatsapp_business_account",
  entry: [
    {
      id: "1",
      changes: [
        {
          field: "messages",
          value: {
            messaging_product: "whatsapp",
            metadata: { display_phone_number: "15550001111", phone_number_id: "123" },
            statuses: [
              {
                id: "wamid.HBgL",
                status: "failed",
                timestamp: "1764230400",
                recipient_id: "16505551234",
                errors: [
                  {
                    code: 131047,
                    title: "Re-engagement message",
                    message: "Re-engagement message",
                    error_data: { details: "More than 24 hours have passed since 16505551234 last replied." },
                  },
                ],
              },
            ],
          },
        },
      ],
    },
  ],
});

export const LOG = [
  "error code 131047",
  '{"error":{"message":"(#190) Expired","code":190,"error_subcode":463,"fbtrace_id":"Abc"}}',
  "ok",
].join("\n");
