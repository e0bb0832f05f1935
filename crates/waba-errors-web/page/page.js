// The page and its worker are the same script: a policy that allows one hash allows one script, and a worker inherits the policy.
if (typeof document === "undefined") {
  self.onmessage = ({ data }) => work(data);
} else if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", page);
} else {
  page();
}

/** Reads in a worker. Texts are read as a whole, larger input is counted piece by piece. */
function work({ module, blobs, lang, least, count }) {
  wasm_bindgen.initSync({ module });
  const reader = new FileReaderSync();
  const bytes = (blob) => new Uint8Array(reader.readAsArrayBuffer(blob));
  try {
    if (!count) {
      const input = bytes(blobs[0]);
      const [answer, possible] = readBest((least) => wasm_bindgen.read(input, lang, least));
      return postMessage({ answer, possible });
    }
    const log = pieces(blobs, bytes, (done) => postMessage({ done }));
    const summary = wasm_bindgen.summary(log, lang, least);
    postMessage({ summary: JSON.parse(summary) });
  } catch (error) {
    postMessage(error instanceof DOMException ? { failed: true } : { broken: true });
  }
}

/** What returns one piece after the other, with a line break behind each file, and `undefined` at the end. */
function pieces(blobs, bytes, tell) {
  const size = 4 << 20;
  const rest = [...blobs];
  let [at, done] = [0, 0];
  const next = () => {
    tell(done);
    if (!rest.length) return undefined;
    const piece = rest[0].slice(at, at + size);
    if (piece.size) {
      at += piece.size;
      done += piece.size;
      return bytes(piece);
    }
    rest.shift();
    at = 0;
    return new TextEncoder().encode("\n");
  };
  return { next };
}

/** Certain and likely errors, or else possible ones, because an empty answer helps nobody. */
function readBest(read) {
  const answer = JSON.parse(read("likely"));
  if (answer.errors.length) return [answer, false];
  const possible = JSON.parse(read("possible"));
  return [possible, possible.errors.length > 0];
}

function page() {
  const WORDS = JSON.parse(byId("words").textContent);
  /** What is read at once while somebody types, in characters; more is read by a worker. */
  const AT_ONCE = 16 << 10;
  /** What the box shows; more is a file, in bytes. */
  const IN_BOX = 256 << 10;
  /** What is read as a whole; more is counted, in bytes. */
  const WHOLE = 1 << 20;
  /** What is shown of a long list at first. */
  const FIRST = 20;
  const SECRETS = ["recipient", "recipient_user_id", "from_user_id", "parent_user_id"];

  const state = {
    lang: chosenLanguage(),
    /** Labels, categories and facts in the language, from the module. */
    words: null,
    files: [],
    answer: { kind: "start" },
    /** What was counted in files that may be large; titles follow the language. */
    counted: null,
    worker: null,
    /** The answer to what has just been typed. */
    due: 0,
    module: null,
    ready: false,
    revealed: false,
    /** The steps that are ticked off. */
    done: new Set(),
    /** What shows something that can be masked. */
    masked: [],
  };
  const input = byId("input");

  start();

  async function start() {
    byId("fallback").hidden = true;
    byId("page").hidden = false;
    applyLanguage();
    listen();
    say(word("loading"));
    try {
      state.module = unpack(byId("module").textContent);
      await wasm_bindgen({ module_or_path: state.module });
    } catch {
      byId("page").hidden = true;
      byId("fallback").hidden = false;
      return;
    }
    state.ready = true;
    applyLanguage();
    answer();
    performance.mark("ready");
    setTimeout(warmUp, 100);
  }

  /** The first search prepares the index, and the first reading is compiled: both take longer than an answer may. */
  function warmUp() {
    wasm_bindgen.search("token", state.lang, 1);
    wasm_bindgen.read(new TextEncoder().encode('{"error":{"code":190,"message":"x"}}'), state.lang, "likely");
  }

  /** The bytes that the build has written as a text: see `as_text` there. */
  function unpack(text) {
    const bytes = new TextEncoder().encode(text);
    let length = 0;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      // The letters from U+0700 to U+07FF.
      if (byte >= 0xdc && byte <= 0xdf) bytes[length++] = (byte << 6) | (bytes[++at] & 0x3f);
      else bytes[length++] = byte === 0x1f ? 0 : byte;
    }
    return bytes.subarray(0, length);
  }

  // Languages

  function chosenLanguage() {
    const wanted = [stored(), ...navigator.languages].filter(Boolean);
    const tags = wanted.map((tag) => tag.toLowerCase().split("-")[0]);
    return tags.find((tag) => tag in WORDS) ?? "en";
  }

  /** A browser can forbid to store anything. */
  function stored() {
    try {
      return localStorage.getItem("lang");
    } catch {
      return null;
    }
  }

  function store(lang) {
    try {
      localStorage.setItem("lang", lang);
    } catch {
      // The choice then lasts as long as the page.
    }
  }

  function word(key, values = {}) {
    const text = WORDS[state.lang][key] ?? WORDS.en[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  function applyLanguage() {
    const root = document.documentElement;
    root.lang = state.lang;
    root.dir = WORDS[state.lang].dir;
    for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
    for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", word(node.dataset.label));
    for (const node of document.querySelectorAll("[data-hint]")) node.placeholder = word(node.dataset.hint).replaceAll("`", "");
    byId("languages").replaceChildren(...Object.entries(WORDS).map(languageButton));
    byId("examples").replaceChildren(...examples());
    showFiles();
    if (!state.ready) return;
    state.words = JSON.parse(wasm_bindgen.words(state.lang));
    const { entries, date, revision, version } = JSON.parse(wasm_bindgen.about());
    const knows = { count: number(entries), date: day(date), revision: number(revision), version: `\u2068${version}\u2069` };
    byId("knows").textContent = word("knows", knows);
  }

  function languageButton([lang, words]) {
    const pressed = String(lang === state.lang);
    return el(
      "button",
      { type: "button", lang, dir: words.dir, "aria-pressed": pressed, onclick: () => choose(lang) },
      words.native_name,
    );
  }

  function choose(lang) {
    state.lang = lang;
    store(lang);
    applyLanguage();
    if (!state.worker?.count) answer();
    byId("languages").querySelector(`[lang=${lang}]`).focus();
  }

  function format(options) {
    return new Intl.NumberFormat(`${state.lang}-u-nu-latn`, options);
  }

  function number(value) {
    return format({}).format(value);
  }

  function percent(part, whole) {
    return format({ style: "percent", maximumFractionDigits: part / whole < 0.1 ? 1 : 0 }).format(part / whole);
  }

  function size(bytes) {
    const [unit, factor] = bytes < 1e3 ? ["byte", 1] : bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
    return format({ style: "unit", unit, maximumFractionDigits: 1 }).format(bytes / factor);
  }

  /** A year, a month or a day as people write it. */
  function day(date) {
    const parts = ["year", "month", "day"].slice(0, date.split("-").length);
    const form = { year: "numeric", month: "long", day: "numeric" };
    const shown = Object.fromEntries(parts.map((part) => [part, form[part]]));
    return new Intl.DateTimeFormat(`${state.lang}-u-nu-latn`, { ...shown, timeZone: "UTC" }).format(new Date(date));
  }

  // Input

  function listen() {
    input.addEventListener("input", () => {
      leaveEntry();
      // Whatever inserts a text line by line tells each line.
      clearTimeout(state.due);
      state.due = setTimeout(answer);
    });
    input.addEventListener("paste", pasted);
    byId("choose").addEventListener("click", () => byId("files").click());
    byId("files").addEventListener("change", ({ target }) => {
      take([...target.files]);
      target.value = "";
    });
    byId("clear").addEventListener("click", () => {
      enter("");
      input.focus();
    });
    byId("skip").addEventListener("click", (event) => {
      event.preventDefault();
      byId("answer").focus();
    });
    addEventListener("hashchange", () => {
      answer();
      byId("answer").focus({ preventScroll: true });
      byId("answer").scrollIntoView({ block: "start" });
    });
    addEventListener("dragover", (event) => {
      event.preventDefault();
      document.body.classList.add("dragging");
    });
    addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) document.body.classList.remove("dragging");
    });
    addEventListener("drop", (event) => {
      document.body.classList.remove("dragging");
      const files = [...event.dataTransfer.files];
      const text = event.dataTransfer.getData("text/plain");
      // A selection can be moved within the box.
      if (!files.length && event.target === input) return;
      event.preventDefault();
      if (files.length) take(files);
      else if (text) takeText(text);
    });
  }

  function pasted(event) {
    const files = [...event.clipboardData.files];
    const text = event.clipboardData.getData("text/plain");
    if (!text && files.length) {
      event.preventDefault();
      take(files);
    } else if (text.length > IN_BOX) {
      event.preventDefault();
      takeText(text);
    }
  }

  function takeText(text) {
    if (text.length > IN_BOX) take([new Blob([text])]);
    else enter(text);
  }

  /** Puts a text into the box, instead of all that was there. */
  function enter(text) {
    input.value = text;
    state.files = [];
    leaveEntry();
    showFiles();
    answer();
  }

  /** Puts a small text file into the box; others are named and read by a worker. */
  async function take(files) {
    leaveEntry();
    const refused = await refusal(files);
    const text = files.length === 1 && !refused && files[0].size <= IN_BOX ? await utf8(files[0]) : null;
    if (text !== null) return enter(text);
    input.value = "";
    state.files = refused ? [] : files;
    showFiles();
    if (refused) show({ kind: "message", key: refused });
    else answer();
  }

  /** The word for why files cannot be read. */
  async function refusal(files) {
    for (const file of files) {
      if (file.type.startsWith("image/")) return "image";
      try {
        const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
        if (isImage(head)) return "image";
        if (isBinary(head)) return "binary";
      } catch {
        return "unreadable";
      }
    }
    return null;
  }

  function isImage(head) {
    const marks = ["\x89PNG", "\xff\xd8\xff", "GIF8", "BM\x36", "II*\0", "MM\0*"];
    const begins = String.fromCharCode(...head.subarray(0, 12));
    return marks.some((mark) => begins.startsWith(mark)) || /^RIFF.{4}WEBP/s.test(begins) || /^.{4}ftyp(hei|avif)/s.test(begins);
  }

  /** Whether a file begins with what no text has. UTF-16 has a zero in every second place, and only there. */
  function isBinary(head) {
    const zeros = [0, 0];
    let controls = 0;
    head.forEach((byte, at) => {
      if (byte === 0) zeros[at % 2]++;
      else if (byte < 9 || (byte > 13 && byte < 27)) controls++;
    });
    const isWide = Math.min(...zeros) === 0 && Math.max(...zeros) * 4 > head.length;
    return controls * 20 > head.length || (zeros[0] + zeros[1] > 0 && !isWide);
  }

  async function utf8(file) {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    } catch {
      return null;
    }
  }

  function showFiles() {
    const box = byId("file");
    box.hidden = !state.files.length;
    input.hidden = !box.hidden;
    if (box.hidden) return;
    const rows = state.files
      .slice(0, FIRST)
      .map((file) => el("li", {}, el("bdi", {}, file.name || word("pasted")), el("span", {}, size(file.size))));
    const remove = el("button", { type: "button", onclick: () => enter("") }, word("remove"));
    box.replaceChildren(el("ul", {}, ...rows), remove);
  }

  function examples() {
    const webhook = {
      object: "whatsapp_business_account",
      entry: [
        {
          id: "102290129340398",
          changes: [
            {
              field: "messages",
              value: {
                messaging_product: "whatsapp",
                metadata: { display_phone_number: "15550783881", phone_number_id: "106540352242922" },
                statuses: [
                  {
                    id: "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI3",
                    status: "failed",
                    timestamp: "1764230400",
                    recipient_id: "16505551234",
                    errors: [
                      {
                        code: 131047,
                        title: "Re-engagement message",
                        message: "Re-engagement message",
                        error_data: {
                          details:
                            "Message failed to send because more than 24 hours have passed since the customer last replied to this number.",
                        },
                      },
                    ],
                  },
                ],
              },
            },
          ],
        },
      ],
    };
    const texts = [
      [word("example_webhook"), JSON.stringify(webhook, null, 2)],
      ["131026", "131026"],
      ["190/463", "190/463"],
      [word("example_words"), word("example_words")],
    ];
    return texts.map(([label, text]) => el("button", { type: "button", onclick: () => enter(text) }, el("bdi", {}, label)));
  }

  // Answers

  /** The entry that the address names; the input never stands there. */
  function named() {
    try {
      return decodeURIComponent(location.hash.slice(1)).slice(0, 64);
    } catch {
      return "";
    }
  }

  /** What is typed is answered, whatever entry was looked at before. */
  function leaveEntry() {
    if (location.hash) history.replaceState(null, "", location.pathname + location.search);
    state.revealed = false;
    state.done.clear();
  }

  /** The direction of what is typed; of the hint, where nothing is. */
  function direct() {
    input.dir = input.value ? "auto" : WORDS[state.lang].dir;
  }

  /** Answers what the address names, or else what the box or the files hold. */
  function answer() {
    direct();
    if (!state.ready) return;
    stop();
    const name = named();
    try {
      if (name) return show(entryAnswer(name) ?? { kind: "nothing" });
      if (state.files.length) return readFiles();
      const text = input.value.trim();
      if (text.length > AT_ONCE) return inWorker([new Blob([input.value])], false, 150);
      show(text ? textAnswer(text) : { kind: "start" });
    } catch {
      broken();
    }
  }

  function textAnswer(text) {
    const bytes = new TextEncoder().encode(text);
    const [found, possible] = readBest((least) => wasm_bindgen.read(bytes, state.lang, least));
    const asked = text.length <= 200 && !text.includes("\n") ? text : "";
    // A number, a name or a title alone is a question, not a report.
    const entry = asked && entryAnswer(asked);
    if (entry && !found.errors.some((error) => error.message || error.details)) return entry;
    if (found.errors.length && !possible) return { kind: "found", found, possible };
    const matches = asked ? JSON.parse(wasm_bindgen.search(asked, state.lang, 12)) : [];
    if (matches.length) return { kind: "matches", matches };
    return found.errors.length ? { kind: "found", found, possible } : { kind: "nothing" };
  }

  function entryAnswer(name) {
    const entry = JSON.parse(wasm_bindgen.explain(name, state.lang));
    return entry && { kind: "entry", entry };
  }

  function readFiles() {
    const total = state.files.reduce((sum, file) => sum + file.size, 0);
    if (state.counted?.files === state.files) return show(state.counted);
    inWorker(state.files, state.files.length > 1 || total > WHOLE, 0);
  }

  /** Reads in a worker, after a pause in typing. */
  function inWorker(blobs, count, pause) {
    const total = blobs.reduce((sum, blob) => sum + blob.size, 0) || 1;
    const worker = { blobs, count, total, timer: setTimeout(() => run(worker), pause) };
    state.worker = worker;
    const bar = el("progress", { max: "1", value: "0", "aria-labelledby": "status" });
    worker.tell = (done) => {
      bar.value = done / total;
      bar.textContent = percent(done, total);
    };
    const cancel = el("button", { type: "button", "data-word": "cancel" }, word("cancel"));
    cancel.onclick = () => {
      stop();
      show({ kind: "message", key: "cancelled" });
    };
    byId("progress").replaceChildren(...(count ? [el("p", { "data-word": "large" }, word("large"))] : []), bar, cancel);
    byId("progress").hidden = false;
    byId("result").replaceChildren();
    byId("actions").replaceChildren();
    say("");
  }

  function run(worker) {
    const source = document.scripts[document.scripts.length - 1].textContent;
    worker.address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    worker.thread = new Worker(trusted(worker.address));
    let told = -1;
    worker.thread.onmessage = ({ data }) => {
      if (worker !== state.worker) return;
      if ("done" in data) {
        worker.tell(data.done);
        const part = Math.floor((data.done / worker.total) * 10);
        if (part !== told) say(word("reading", { percent: percent(part, 10) }));
        told = part;
        return;
      }
      stop();
      show(workerAnswer(data));
    };
    worker.thread.onerror = (event) => {
      event.preventDefault();
      stop();
      broken();
    };
    worker.thread.postMessage({
      module: state.module,
      blobs: worker.blobs,
      count: worker.count,
      lang: state.lang,
      least: "likely",
    });
  }

  function workerAnswer({ failed, broken, summary, answer, possible }) {
    if (failed) return { kind: "message", key: "unreadable" };
    if (broken) return { kind: "message", key: "broken" };
    if (summary) return (state.counted = { kind: summary.errors ? "counts" : "nothing", summary, files: state.files });
    return answer.errors.length ? { kind: "found", found: answer, possible } : { kind: "nothing" };
  }

  function trusted(address) {
    if (!window.trustedTypes) return address;
    state.policy ??= trustedTypes.createPolicy("worker", { createScriptURL: (url) => url });
    return state.policy.createScriptURL(address);
  }

  function stop() {
    const worker = state.worker;
    state.worker = null;
    byId("progress").hidden = true;
    if (!worker) return;
    clearTimeout(worker.timer);
    worker.thread?.terminate();
    if (worker.address) URL.revokeObjectURL(worker.address);
  }

  /** After a fault of the module nothing in its memory can be trusted: it begins anew. */
  function broken() {
    show({ kind: "message", key: "broken" });
    wasm_bindgen.initSync({ module: state.module });
  }

  // What is shown

  function show(shown) {
    state.answer = shown;
    state.masked = [];
    const [status, ...content] = VIEWS[shown.kind](shown);
    if (named() && (input.value || state.files.length)) {
      content.unshift(el("a", { class: "button back", href: "#", onclick: goBack }, word("back")));
    }
    document.body.classList.toggle("asked", Boolean(input.value || state.files.length));
    byId("result").replaceChildren(...content);
    byId("actions").replaceChildren(...(shown.text ? actions(shown) : []));
    document.title = title(shown);
    say(status);
  }

  function goBack(event) {
    event.preventDefault();
    history.pushState(null, "", location.pathname + location.search);
    answer();
    byId("answer").focus();
  }

  function say(text) {
    const status = byId("status");
    if (status.textContent !== text) status.textContent = text;
  }

  function title({ kind, entry }) {
    const name = "\u2066waba-errors\u2069";
    return kind === "entry" ? `\u2066${entry.key}\u2069 ${plain(entry.title)} · ${name}` : `${plain(word("title"))} · ${name}`;
  }

  const VIEWS = {
    start: () => [word("waiting"), browse()],
    nothing: () => [state.words.labels.nothing_found, el("p", { class: "hint" }, word("nothing_help")), browse()],
    message: ({ key }) => [word(key), el("p", { class: "hint" }, word(key))],
    entry(shown) {
      shown.key = shown.entry.key;
      shown.text = {
        markdown: () => wasm_bindgen.markdown(shown.entry.key, state.lang),
        plain: () => wasm_bindgen.text(shown.entry.key, state.lang),
      };
      return [word("explained", { code: `\u2066${shown.entry.key}\u2069` }), card(shown.entry, [])];
    },
    matches: ({ matches }) => [word("matches", { count: number(matches.length) }), el("div", { class: "card" }, rows(matches))],
    counts(shown) {
      const { summary } = shown;
      shown.text = { markdown: () => countsText(summary, true), plain: () => countsText(summary, false) };
      const note = summary.truncated ? [hint(state.words.labels.truncated)] : [];
      return [word("count", { count: number(summary.errors) }), ...note, overview(summary)];
    },
    found(shown) {
      const { errors, truncated } = shown.found;
      const groups = grouped(errors);
      if (groups.length === 1) [[shown.key]] = groups;
      shown.text = { markdown: () => foundText(groups, true), plain: () => foundText(groups, false) };
      const notes = [];
      if (shown.possible) notes.push(hint(state.words.labels.only_possible));
      if (truncated || errors.some((error) => error.truncated)) notes.push(hint(state.words.labels.truncated));
      if (groups.length > 1) notes.push(overview(counted(errors, groups)));
      const cards = groups.map(
        ([key, errors]) =>
          () =>
            card(explained(key, errors[0]), errors),
      );
      return [word("count", { count: number(errors.length) }), ...notes, ...gradually(cards, FIRST)];
    },
  };

  function hint(text) {
    return el("p", { class: "hint" }, ...rich(text));
  }

  /** The first of many, and a button for as many more. */
  function gradually(makers, count) {
    const nodes = makers.slice(0, count).map((make) => make());
    const rest = makers.slice(count);
    if (rest.length) {
      const more = Math.min(rest.length, count);
      const button = el("button", { type: "button" }, word("more", { count: number(more) }));
      button.onclick = () => {
        const added = gradually(rest, count);
        button.replaceWith(...added);
        (added[0].querySelector("a, button, summary, input") ?? added[0]).focus();
      };
      nodes.push(button);
    }
    return nodes;
  }

  /** The errors of each entry, in the order of the input. */
  function grouped(errors) {
    const groups = new Map();
    for (const error of errors) {
      if (!groups.has(error.key)) groups.set(error.key, []);
      groups.get(error.key).push(error);
    }
    return [...groups];
  }

  /** The whole entry; for a number that no table can hold, what the reader says of it. */
  function explained(key, error) {
    const entry = error.known || error.code !== null ? JSON.parse(wasm_bindgen.explain(key, state.lang)) : null;
    const rest = { causes: [], prevention: [], support: [], subcodes: [], cases: [], related: [] };
    return entry ?? { ...rest, ...error, fixes: error.fix.split("\n") };
  }

  /** An entry, with what the input says beside it. */
  function card(entry, errors) {
    const { labels } = state.words;
    const [first] = errors;
    const heading = el("h3", {}, ...rich(entry.title));
    const ours = el(
      "div",
      { class: "what" },
      eyebrow(entry, errors),
      heading,
      el("p", { class: "lead" }, ...rich(entry.description)),
    );
    const notes = [];
    if (entry.lang !== state.lang) notes.push(hint(labels.unknown_language));
    if (entry.retired) notes.push(hint(labels.retired));
    if (entry.replaced_by) notes.push(el("p", { class: "hint" }, `${labels.replaced_by}: `, codeLink(entry.replaced_by)));
    const old = first?.on_premises ?? entry.on_premises;
    if (old)
      notes.push(
        el(
          "p",
          { class: "hint" },
          `${labels.on_premises}: `,
          el("bdi", {}, old.title),
          ...(old.successors.length ? [` · ${labels.successor}: `, ...joined(old.successors.map(codeLink))] : []),
        ),
      );
    const said = errors.length ? apiWords(first) : documented(entry);
    const parts = [
      said ? el("div", { class: "beside" }, ours, said) : ours,
      ...notes,
      facts(entry, first),
      steps(entry),
      list(labels.causes, entry.causes, entry),
      places(entry),
      list(
        labels.limits,
        entry.limits.map((limit) => limit.title),
        entry,
      ),
      list(labels.support, entry.support, entry),
      list(labels.prevention, entry.prevention, entry),
      platform(errors),
      children(labels.subcodes, entry.subcodes),
      children(labels.cases, entry.cases),
      related(entry),
    ];
    const attributes = entry.lang === state.lang ? {} : { lang: entry.lang };
    return el("article", { class: "card", ...attributes }, ...parts.filter(Boolean));
  }

  function eyebrow(entry, errors) {
    const category = state.words.categories[entry.category];
    return el(
      "p",
      { class: "eyebrow" },
      el("a", { class: "key", dir: "ltr", href: `#${entry.key}` }, entry.key),
      ...(errors.length > 1 ? [el("span", { class: "times", dir: "ltr" }, `× ${number(errors.length)}`)] : []),
      ...(category && entry.known ? [el("span", {}, category)] : []),
      ...(entry.name ? [el("bdi", { dir: "ltr" }, entry.name)] : []),
    );
  }

  /** The texts of an error, each with its label. */
  function said(error) {
    const { labels } = state.words;
    const message = error.message === error.given_title ? null : error.message;
    return [
      [labels.given_title, error.given_title],
      [labels.message, message],
      [labels.details, error.details],
      [labels.user_title, error.user_title],
      [labels.user_message, error.user_message],
    ].filter(([, text]) => text);
  }

  function apiWords(error) {
    const texts = said(error);
    if (!texts.length) return null;
    const pairs = texts.map(([label, text]) => el("div", {}, el("dt", {}, label), words(masking(text, error))));
    return el("div", { class: "said" }, el("h4", {}, word("api_words")), el("dl", { class: "part" }, ...pairs));
  }

  function documented(entry) {
    if (!entry.api_title) return null;
    const { labels } = state.words;
    const pair = el(
      "div",
      {},
      el("dt", {}, labels.api_title),
      words(() => entry.api_title),
    );
    return el("div", { class: "said" }, el("h4", {}, word("api_words")), el("dl", {}, pair));
  }

  /** A text of others, which shows its own direction. */
  function words(text) {
    const node = el("dd", { class: "words", dir: "auto" });
    mask(node, text);
    return node;
  }

  function facts(entry, error) {
    const { labels, facts } = state.words;
    const all = (id) => [].concat(entry[id] ?? []).map((value) => facts[id][value]);
    const source = {
      details: labels.wait_details,
      "retry-after": labels.wait_retry_after,
      "usage-header": labels.wait_usage_header,
      transient: labels.retry_transient,
    }[error?.retry_source];
    const known = (list) => list.filter((text) => text && text !== labels.not_documented);
    const twice = {
      none: "twice_no",
      incoming: "twice_no",
      possible: "twice_possible",
      partial: "twice_possible",
      done: "twice_needless",
    }[entry.effect];
    const pairs = [
      [labels.retry, [error?.advice ?? entry.advice, source]],
      [labels.fixer, all("fixer")],
      [word("pause"), entry.known ? all("scope") : []],
      [labels.effect, entry.known ? [...all("effect"), twice && word(twice)] : []],
      [labels.channel, entry.known ? all("channel") : []],
      [labels.http_status, [entry.http_status && String(entry.http_status)]],
      [labels.evidence, all("evidence")],
    ];
    const cells = pairs
      .map(([label, texts]) => [label, known(texts)])
      .filter(([, texts]) => texts.length)
      .map(([label, texts]) => el("div", {}, el("dt", {}, label), ...texts.map((text) => el("dd", {}, ...rich(text)))));
    return el("dl", { class: "facts" }, ...cells);
  }

  function steps(entry) {
    const items = entry.fixes.map((step, index) => {
      const id = `${entry.key} ${index}`;
      const box = el("input", { type: "checkbox" });
      box.checked = state.done.has(id);
      box.onchange = () => (box.checked ? state.done.add(id) : state.done.delete(id));
      return el("li", {}, el("label", {}, box, el("span", {}, ...rich(step))));
    });
    return part(state.words.labels.fix, el("ol", { class: "steps", role: "list" }, ...items));
  }

  function part(heading, ...content) {
    return el("section", { class: "part" }, el("h4", {}, heading), ...content);
  }

  function list(heading, texts) {
    return texts.length ? part(heading, el("ul", {}, ...texts.map((text) => el("li", {}, ...rich(text))))) : null;
  }

  function places(entry) {
    const { labels } = state.words;
    const items = entry.places.map(({ name, address, endpoint, field }) => {
      const label = name
        ? [el("bdi", {}, name)]
        : endpoint
          ? [el("code", { dir: "ltr" }, endpoint)]
          : [`${labels.webhook} `, el("code", { dir: "ltr" }, field)];
      if (name && field) label.push(` · ${labels.field}: `, el("code", { dir: "ltr" }, field));
      return el("li", {}, external(address, label), el("span", { class: "address", dir: "ltr" }, address.replace("https://", "")));
    });
    if (entry.docs_url) {
      items.push(
        el(
          "li",
          {},
          external(entry.docs_url, [labels.source]),
          el("span", { class: "address", dir: "ltr" }, entry.docs_url.replace("https://", "")),
        ),
      );
    }
    return items.length ? part(labels.places, el("ul", { class: "places", role: "list" }, ...items)) : null;
  }

  /** A link out of the page; the address is one of the table, never one of the input. */
  function external(address, label) {
    return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...label);
  }

  /** What the platform said of each error, and why it counts as one. */
  function platform(errors) {
    if (!errors.length) return null;
    const makers = errors.map((error, index) => () => occurrence(error, index, errors.length));
    if (errors.length === 1) return part(word("platform"), makers[0]());
    const content = el("div", { class: "part" });
    const details = el("details", {}, el("summary", {}, word("occurrences", { count: number(errors.length) })), content);
    details.ontoggle = () => {
      if (details.open && !content.firstChild) content.append(...gradually(makers, FIRST));
    };
    return part(word("platform"), details);
  }

  function occurrence(error, index, count) {
    const { labels } = state.words;
    const told = [
      ...(count > 1
        ? [el("p", { class: "note" }, word("occurrence", { number: number(index + 1), count: number(count) })), apiWords(error)]
        : []),
      el(
        "dl",
        { class: "pairs" },
        ...given(error).map(([label, value, key]) =>
          el("div", {}, el("dt", {}, label), SECRETS.includes(key) ? secret(value) : el("dd", {}, value)),
        ),
      ),
      ...contradictions(error),
      certainty(error),
    ];
    if (error.subcode_known === false) told.push(el("p", {}, ...rich(labels.subcode_unknown)));
    return el("div", { class: "said" }, ...told.filter(Boolean));
  }

  /** The facts of an input: label, what is shown, and the name of the member. */
  function given(error) {
    const { labels } = state.words;
    const id = (value) => el("code", { dir: "ltr" }, String(value));
    return [
      [labels.place, error.where && id(error.where), "where"],
      [labels.line, number(error.line), "line"],
      [labels.trace_id, error.fbtrace_id && id(error.fbtrace_id), "fbtrace_id"],
      [labels.message_id, error.message_id && id(error.message_id), "message_id"],
      [labels.subcode, error.subcode !== null && id(error.subcode), "subcode"],
      [labels.http_status, error.http_status && id(error.http_status), "http_status"],
      [word("status"), error.status && id(error.status), "status"],
      [labels.recipient, error.recipient, "recipient"],
      [labels.recipient_user_id, error.recipient_user_id, "recipient_user_id"],
      [labels.from_user_id, error.from_user_id, "from_user_id"],
      [labels.parent_user_id, error.parent_user_id, "parent_user_id"],
    ].filter(([, value]) => value);
  }

  function contradictions(error) {
    const { labels } = state.words;
    const sentences = {
      "message-number": labels.flag_message_number,
      title: labels.flag_title,
      sent: labels.flag_sent,
      "http-status": labels.flag_http_status,
    };
    const items = error.flags.map(({ kind, code, documented }) => {
      const about = code !== undefined ? [" ", codeLink(code)] : documented ? [` ${documented}`] : [];
      return el("li", {}, sentences[kind] ?? labels.flag_other, ...about);
    });
    return items.length ? [el("h4", {}, labels.contradictions), el("ul", {}, ...items)] : [];
  }

  function certainty(error) {
    const { labels } = state.words;
    const sentence = error.certainty === "certain" ? word("certainty_certain") : labels[`certainty_${error.certainty}`];
    const reasons = error.why.map((rule) => el("li", {}, ...rich(word(`why_${rule.replaceAll("-", "_")}`))));
    const why = reasons.length ? [el("details", {}, el("summary", {}, word("why")), el("ul", {}, ...reasons))] : [];
    return el("div", {}, el("h4", {}, labels.certainty), el("p", {}, sentence), ...why);
  }

  // What is masked until somebody asks

  function masking(text, error) {
    const secrets = SECRETS.map((key) => error[key]).filter(Boolean);
    return () => (state.revealed ? text : secrets.reduce((text, value) => text.replaceAll(value, veil(value)), text));
  }

  /** The first and the last two characters. */
  function veil(value) {
    return value.length < 7 ? "•".repeat(value.length) : value.slice(0, 2) + "•".repeat(value.length - 4) + value.slice(-2);
  }

  function mask(node, text) {
    const update = () => (node.textContent = text());
    state.masked.push(update);
    update();
  }

  function secret(value) {
    const text = el("code", { dir: "ltr" });
    const button = el("button", { type: "button" });
    mask(text, () => (state.revealed ? value : veil(value)));
    mask(button, () => word(state.revealed ? "hide" : "show"));
    button.onclick = () => {
      state.revealed = !state.revealed;
      for (const update of state.masked) update();
    };
    return el("dd", { class: "secret" }, text, button);
  }

  // Lists of entries

  function rows(headlines) {
    return el("ul", { class: "rows", role: "list" }, ...headlines.map(row));
  }

  function row({ key, title, category }) {
    return el(
      "li",
      {},
      el(
        "a",
        { href: `#${key}` },
        el("span", { class: "key", dir: "ltr" }, key),
        el("span", {}, ...rich(title)),
        ...(category ? [el("small", {}, state.words.categories[category] ?? "")] : []),
      ),
    );
  }

  function children(heading, entries) {
    if (!entries.length) return null;
    const items = entries.map(({ key, title, printed }) =>
      el(
        "li",
        {},
        el(
          "a",
          { href: `#${key}` },
          el("span", { class: "key", dir: "ltr" }, key),
          el("span", {}, ...rich(title)),
          ...(printed ? [el("small", {}, el("bdi", {}, printed))] : []),
        ),
      ),
    );
    return part(heading, el("ul", { class: "rows", role: "list" }, ...items));
  }

  function related(entry) {
    return entry.related.length ? part(state.words.labels.related, el("p", {}, ...joined(entry.related.map(codeLink)))) : null;
  }

  function codeLink(code) {
    return el("a", { class: "key", dir: "ltr", href: `#${code}` }, String(code));
  }

  function joined(nodes) {
    return nodes.flatMap((node, index) => (index ? [" · ", node] : [node]));
  }

  function browse() {
    const entries = JSON.parse(wasm_bindgen.list(state.lang));
    const sections = Object.entries(state.words.categories).map(([id, title]) => {
      const own = entries.filter((entry) => entry.category === id).map((entry) => ({ ...entry, category: null }));
      if (!own.length) return null;
      const details = el("details", {}, el("summary", {}, title, " ", el("span", {}, number(own.length))));
      details.ontoggle = () => {
        if (details.open && details.children.length === 1) details.append(rows(own));
      };
      return details;
    });
    return el("div", { class: "card browse" }, el("h3", {}, word("browse")), ...sections.filter(Boolean));
  }

  // Counts

  /** The counts of errors that were read, in the form of those of a log. */
  function counted(errors, groups) {
    const by = (values) => {
      const counts = new Map();
      for (const error of errors) for (const value of [].concat(error[values])) counts.set(value, (counts.get(value) ?? 0) + 1);
      return [...counts].map(([key, count]) => ({ key, count })).sort((a, b) => b.count - a.count);
    };
    const codes = groups.map(([key, errors]) => ({ key, count: errors.length })).sort((a, b) => b.count - a.count);
    return {
      errors: errors.length,
      codes,
      retries: by("retry"),
      fixers: by("fixer"),
      scopes: by("scope"),
      categories: by("category"),
    };
  }

  function sections({ codes, retries, fixers, scopes, categories }) {
    const { labels, facts, categories: titles } = state.words;
    const waits = new Map();
    const entry = (key) => JSON.parse(wasm_bindgen.explain(key, state.lang));
    const codeTitle = ({ key, title }) => entry(key)?.title ?? (key === "other" ? labels.further_codes : (title ?? ""));
    // A wait is no value of a list: an entry that has it says it in words.
    const retryTitle = ({ key, title }) => facts.retry[key] ?? waits.get(key) ?? (learn(), waits.get(key)) ?? title ?? key;
    const learn = () => codes.map(({ key }) => entry(key)).forEach((entry) => entry && waits.set(entry.retry, entry.advice));
    return [
      [labels.by_code, codes, codeTitle, true],
      [labels.by_retry, retries, retryTitle],
      [labels.by_fixer, fixers, ({ key }) => facts.fixer[key] ?? key],
      [labels.by_scope, scopes, ({ key }) => facts.scope[key] ?? key],
      [labels.by_category, categories, ({ key }) => titles[key] ?? key],
    ].map(([heading, rows, title, isCode]) => [heading, rows.map((row) => [row.key, title(row), row.count]), isCode]);
  }

  function overview(summary) {
    const tables = sections(summary).map(([heading, rows, isCode]) => counts(heading, rows, summary.errors, isCode));
    const [codes, ...others] = tables;
    return el("div", { class: "card" }, codes, el("div", { class: "grid" }, ...others));
  }

  function counts(heading, rows, total, isCode) {
    const most = Math.max(...rows.map(([, , count]) => count), 1);
    const makers = rows.map(([key, title, count]) => () => {
      const fill = el("span", { class: "fill" });
      fill.style.inlineSize = `${(count / most) * 100}%`;
      const label = isCode
        ? [key === "other" ? "" : codeLink(key), el("span", { class: "title" }, ...rich(title))]
        : [el("span", { class: "title" }, ...rich(title))];
      return el(
        "tr",
        {},
        el("th", { scope: "row" }, ...label, el("span", { class: "track", "aria-hidden": "true" }, fill)),
        el("td", { class: "n" }, number(count)),
        el("td", { class: "n" }, percent(count, total)),
      );
    });
    const head = el(
      "tr",
      {},
      el("td", {}),
      el("th", { scope: "col", class: "n" }, word("number")),
      el("th", { scope: "col", class: "n" }, word("share")),
    );
    const body = el("tbody", {}, ...makers.slice(0, FIRST).map((make) => make()));
    const table = el("table", { class: "counts" }, el("caption", {}, heading), el("thead", {}, head), body);
    if (makers.length <= FIRST) return table;
    const button = el("button", { type: "button" }, word("more", { count: number(makers.length - FIRST) }));
    button.onclick = () => {
      body.append(...makers.slice(FIRST).map((make) => make()));
      button.remove();
    };
    return el("div", {}, table, button);
  }

  // Copies

  function actions(shown) {
    const button = (key, act) => el("button", { type: "button", onclick: act }, word(key));
    return [
      button("copy_ticket", () => copy(shown.text.markdown())),
      button("copy_text", () => copy(shown.text.plain())),
      ...(shown.key ? [button("copy_link", () => copy(`${location.href.split("#")[0]}#${shown.key}`))] : []),
      button("print", () => print()),
    ];
  }

  async function copy(text) {
    say(word((await copied(text)) ? "copied" : "copy_failed"));
  }

  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = el("textarea", { class: "skip" });
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  function foundText(groups, isMarkdown) {
    const tell = isMarkdown ? wasm_bindgen.markdown : wasm_bindgen.text;
    const told = groups.slice(0, 50).map(([key, errors]) => {
      const entry = tell(key, state.lang).trim();
      return [entry || key, ...errors.slice(0, 10).map((error) => givenText(error, isMarkdown))].join("\n\n");
    });
    return told.join("\n\n") + "\n";
  }

  function givenText(error, isMarkdown) {
    const secretValue = (value) => (state.revealed ? value : veil(value));
    const texts = said(error).map(([label, text]) => [label, masking(text, error)()]);
    const rest = given(error).map(([label, value, key]) => [
      label,
      SECRETS.includes(key) ? secretValue(value) : (value.textContent ?? value),
    ]);
    const all = [...texts, ...rest];
    if (isMarkdown)
      return [`### ${word("platform")}`, "", ...all.map(([label, value]) => `- **${label}:** ${fenced(value)}`)].join("\n");
    return [word("platform"), ...all.map(([label, value]) => `  ${label}: ${value.replace(/\s+/g, " ")}`)].join("\n");
  }

  /** A text of others as code, so that nothing in it is Markdown. */
  function fenced(text) {
    const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
    const fence = "`".repeat(longest + 1);
    const pad = longest ? " " : "";
    return fence + pad + text.replace(/\s+/g, " ") + pad + fence;
  }

  function countsText(summary, isMarkdown) {
    const total = word("count", { count: number(summary.errors) });
    const told = sections(summary).map(([heading, rows, isCode]) => {
      const lines = rows.map(([key, title, count]) => {
        const label = isCode && key !== "other" ? (isMarkdown ? `\`${key}\` ${title}` : `${key} ${title}`) : title;
        return isMarkdown
          ? `| ${label} | ${number(count)} | ${percent(count, summary.errors)} |`
          : `  ${number(count)} (${percent(count, summary.errors)})  ${label}`;
      });
      const head = isMarkdown
        ? [`### ${heading}`, "", `| | ${word("number")} | ${word("share")} |`, "| --- | ---: | ---: |"]
        : [heading];
      return [...head, ...lines].join("\n");
    });
    return [isMarkdown ? `## ${total}` : total, ...told].join("\n\n") + "\n";
  }

  // Nodes

  function byId(id) {
    return document.getElementById(id);
  }

  /** An element; functions become its handlers, texts its text. Nothing is ever parsed as HTML. */
  function el(name, attributes, ...content) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (typeof value === "function") node[key] = value;
      else node.setAttribute(key, value);
    }
    node.append(...content);
    return node;
  }

  /** A text of the project: what stands between backticks is code, which runs from left to right. */
  function rich(text) {
    return text.split("`").map((part, index) => (index % 2 ? el("code", { dir: "ltr" }, part) : part));
  }

  function plain(text) {
    return text.replaceAll("`", "");
  }
}
