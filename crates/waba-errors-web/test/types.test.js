import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { test } from "node:test";

import { about, list, lookup, read, summary, words } from "waba-errors";
import { codes } from "waba-errors/codes";

function tsc(file, ...options) {
  const { status, stdout } = spawnSync("npx", ["tsc", "--noEmit", "--strict", "--target", "es2022", "--lib", "es2022", "--types", "", ...options, file], {
    encoding: "utf8",
  });
  return { status, stdout };
}

for (const resolution of ["nodenext", "bundler"]) {
  const options = resolution === "bundler" ? ["--module", "esnext", "--moduleResolution", resolution] : ["--module", resolution];
  test(`complete matches compile (${resolution})`, () => {
    const { status, stdout } = tsc("types/complete.ts", ...options);
    assert.equal(status, 0, stdout);
  });
}

/** A match with an arm for each of these codes. */
function write(file, arms) {
  const lines = arms.map((code) => `  ${code}: () => 1,\n`).join("");
  writeFileSync(file, `import { match } from "waba-errors";\nmatch(1, {\n${lines}  unknown: () => 1,\n});\n`);
}

test("a code without an arm is named, and so is an arm without a code", () => {
  const known = Object.keys(codes);
  write("types/all.ts", known);
  assert.equal(tsc("types/all.ts", "--module", "nodenext").status, 0);

  write("types/missing.ts", known.filter((code) => code !== "131047"));
  const { stdout } = tsc("types/missing.ts", "--module", "nodenext");
  assert.match(stdout, /'"131047 ReEngagementMessage"' is missing/);

  write("types/mistyped.ts", [...known, "13104799"]);
  const line = known.length + 3;
  assert.match(tsc("types/mistyped.ts", "--module", "nodenext").stdout, new RegExp(`^types/mistyped\\.ts\\(${line},3\\): .*'never'`));
});

test("what is returned has the declared members, and no others", () => {
  const log = `{"error":{"code":131047,"title":"Rate limit hit","details":"wait 5 minutes"}} error code 470, error code 99999999999999999999`;
  const values = {
    "About: ReturnType<typeof about>": about(),
    "headlines: Headline[]": list(),
    "explanations: Explanation[]": list().flatMap(({ code, subcode }) => (code === null ? [] : [lookup(code, subcode).in("ar")])),
    "report: Report": read(log, { least: "possible" }),
    "counts: Summary": summary([log]),
    "labels: Words": words("de"),
  };
  const lines = Object.entries(values).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`);
  const imports = "import type { Explanation, Headline, Report, Summary, Words, about } from \"waba-errors\";\n";
  writeFileSync("types/returned.ts", imports + lines.join(""));
  const { status, stdout } = tsc("types/returned.ts", "--module", "nodenext");
  assert.equal(status, 0, stdout.slice(0, 2000));
});

test("a switch and a record say which code was forgotten", () => {
  const { status, stdout } = tsc("types/forgotten.ts", "--module", "nodenext");
  assert.notEqual(status, 0);
  assert.match(stdout, /not assignable to parameter of type 'never'/);
  assert.match(stdout, /missing the following properties/);
});
