// Writes the pictures for the documentation: node screenshots.js FOLDER

import { join } from "node:path";
import { WEBHOOK, ask, launch, open } from "./browser.js";

const browser = await launch();
for (const lang of ["en", "ar"]) {
  const { page, close } = await open(browser, { lang });
  await ask(page, JSON.stringify(JSON.parse(WEBHOOK), null, 2));
  await page.evaluate(() => (document.getElementById("input").scrollTop = 0));
  await page.screenshot({ path: join(process.argv[2], `page-${lang}.png`) });
  await close();
}
await browser.close();
