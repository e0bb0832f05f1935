// The report that `waba-errors summary --format html` writes, in a browser.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { LANGUAGES, launch, unfold } from "./browser.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Thirty days, on some of them no error, with several codes, one that nobody knows and one error without a time. */
function log() {
  const lines = ["error code 131026"];
  for (let hour = 0; hour < 24 * 30; hour++) {
    const code = [131026, 131047, 131049, 130429, 139998877, 190][(hour * 7) % 11] ?? 131042;
    const error = { timestamp: 1790812800 + hour * 3600, error: { code, type: "OAuthException" } };
    if (hour % 240 > 24) lines.push(JSON.stringify(error));
  }
  return lines.join("\n");
}

let browser, folder;
before(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), "report-"));
});
after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Opens the report of the log; the last step of a test is `close`, which refuses messages and requests. */
async function open(lang, { scheme = "light", width = 1280, by = "day" } = {}) {
  const path = join(folder, `${lang}-${by}.html`);
  const options = ["summary", "--by", by, "--format", "html", "--lang", lang];
  writeFileSync(path, execFileSync(process.env.WABA_COMMAND, options, { input: log() }));
  const address = pathToFileURL(path).href;
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  const noises = [];
  page.on("console", (message) => noises.push(`console: ${message.text()}`));
  page.on("request", (request) => request.url() === address || noises.push(`request: ${request.url().slice(0, 200)}`));
  await page.goto(address);
  const close = async () => {
    await context.close();
    assert.deepEqual(
      noises.filter((noise) => noise !== "request: data:,"),
      [],
    );
  };
  return { page, close };
}

for (const lang of LANGUAGES) {
  for (const scheme of ["light", "dark"]) {
    test(`axe finds nothing in the report, and a narrow screen does not scroll sideways: ${lang}, ${scheme}`, async () => {
      for (const width of [1280, 320]) {
        const { page, close } = await open(lang, { scheme, width });
        await unfold(page);
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0, `${width} pixels`);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
        assert.deepEqual(
          violations.map(({ id, nodes }) => [id, nodes[0].html]),
          [],
        );
        await close();
      }
    });
  }

  test(`time runs as people read, and its labels stand at their bars: ${lang}`, async () => {
    for (const by of ["hour", "day", "week"]) {
      for (const width of [1280, 320]) {
        const { page, close } = await open(lang, { by, width });
        const labels = await page.evaluate(() => {
          const shown = [...document.querySelectorAll(".tick bdi")].filter((label) => label.checkVisibility());
          return shown.map((label) => {
            const { left, right } = label.getBoundingClientRect();
            return { text: label.textContent, left, right };
          });
        });
        assert.ok(labels.length > 0);
        const times = labels.map(({ text }) => text);
        assert.deepEqual(times, times.toSorted());
        if (lang === "ar") labels.reverse();
        for (const [at, { text, left }] of labels.entries())
          assert.ok(at === 0 || labels[at - 1].right < left, `${text} covers another time, by ${by}, ${width} pixels`);
        const tops = await page.evaluate(() =>
          [...document.querySelectorAll("svg.columns .bar")].map((bar) => bar.getBoundingClientRect().left),
        );
        assert.equal(tops[0] < tops.at(-1), lang !== "ar");
        await close();
      }
    }
  });
}

test("paper shows the numbers that a screen unfolds", async () => {
  const { page, close } = await open("en");
  const isShown = () => page.evaluate(() => document.querySelector(".numbers").checkVisibility());
  assert.equal(await isShown(), false);
  await page.emulateMedia({ media: "print" });
  assert.equal(await isShown(), true);
  await close();
});
