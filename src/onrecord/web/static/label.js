// The labelling page. The file on disk is the truth: `server` is what it held last, `edits` are the changes that it
// hasn't taken yet. Edits are kept in this browser until it has. What is shown is always drawn from these two.

const config = JSON.parse(document.getElementById("config").dataset.settings);
const kinds = new Map(config.kinds.map((kind) => [kind.kind, kind]));
const at = (id) => document.getElementById(id);
const text = at("text");
const store = `onrecord label ${config.scope} `;
const own = store + crypto.randomUUID();
const RETRY = 2000, PAUSE = 350;

let server = null; // the labels as the file had them last
let edits = []; // {id, kind, number, base, entry, faults, conflict, problem}
let selected = null; // the id of the record that is open
let starts = []; // where each sentence begins in the text
let cursor = { sentence: 0, from: null, to: null }; // for the keyboard: a sentence, and a word of it at each end
let several = new Set(); // choice fields in which a click adds an alternative
let removed = []; // what was taken out, for it to be put back
let reachable = true, problem = null, sending = null, timer = null, asking = false;

// --- the records as they are shown

const said = (entry) =>
  JSON.stringify(Object.entries(entry ?? {}).filter(([, value]) => value !== null && value !== false && value !== "" && !(Array.isArray(value) && !value.length)).sort());
const same = (one, other) => said(one) === said(other);

function items() {
  const left = new Set(edits);
  const shown = [];
  for (const record of server.records) {
    const fits = (edit) => edit.base && edit.kind === record.kind && same(edit.base, record.entry);
    const edit = [...left].find((each) => fits(each) && each.number === record.number) ?? [...left].find(fits);
    if (edit) left.delete(edit);
    if (edit && edit.entry === null && !edit.conflict) continue;
    shown.push({ ...record, id: edit?.id ?? `${record.kind}-${record.number}`, base: record.entry, entry: edit?.entry ?? record.entry, faults: edit?.faults ?? record.faults, edit });
  }
  for (const edit of left) {
    if (edit.entry === null && !edit.conflict) continue;
    shown.push({ kind: edit.kind, number: edit.number ?? Infinity, id: edit.id, base: edit.base, entry: edit.entry ?? edit.base, faults: edit.faults ?? {}, edit });
  }
  const order = [...kinds.keys()];
  const place = (item) => sentencesOf(item.entry)[0] ?? Infinity;
  const rank = (item) => [place(item), order.indexOf(item.kind), item.number];
  const before = (a, b) => (a === b ? 0 : a < b ? -1 : 1);
  return shown.map((item) => [rank(item), item]).sort(([a], [b]) => before(a[0], b[0]) || before(a[1], b[1]) || before(a[2], b[2])).map(([, item]) => item);
}

const open = () => (server ? items().find((item) => item.id === selected) : undefined);

function span(snippet) {
  const start = server.text.indexOf(snippet);
  return snippet && start >= 0 ? [start, start + snippet.length] : null;
}

function touched([start, end]) {
  return server.sentences.map((_, i) => i).filter((i) => starts[i] < end && start < starts[i] + server.sentences[i].text.trimEnd().length);
}

function sentencesOf(entry) {
  const found = (entry?.evidence ?? []).map(span).filter(Boolean).flatMap(touched);
  return [...new Set(found)].sort((a, b) => a - b);
}

function headline(item) {
  const kind = kinds.get(item.kind);
  const wording = kind.fields.find((field) => ["quoted", "stated"].includes(field.rule)) ?? kind.fields[0];
  const value = item.entry[wording.name];
  const first = (Array.isArray(value) ? value.join(", ") : value ?? "").split(" | ")[0];
  return first || `${item.kind} without ${wording.name}`;
}

// --- changes

function change(item, entry, { now = false } = {}) {
  const edit = item.edit ?? add({ id: item.id, kind: item.kind, number: item.number, base: item.base, entry });
  edit.entry = entry;
  edit.sent = null;
  if (edit.base && same(edit.base, entry) && !edit.conflict && sending !== edit) edits.splice(edits.indexOf(edit), 1);
  keep();
  draw();
  soon(now ? 0 : PAUSE);
}

function add(edit) {
  edits.push(edit);
  return edit;
}

function set(item, name, value, options) {
  const entry = { ...item.entry };
  const gone = value === "" || value === null || (Array.isArray(value) && !value.length && name !== "evidence" && name !== "facts");
  if (gone) delete entry[name];
  else entry[name] = value;
  change(item, entry, options);
}

function create(kindName) {
  const kind = kinds.get(kindName), chosen = selection();
  const entry = {};
  for (const field of kind.fields) if (field.choices.length) entry[field.name] = field.default ?? field.choices[0];
  const wording = kind.fields.find((field) => ["quoted", "stated"].includes(field.rule) && !field.many);
  if (wording && chosen) entry[wording.name] = oneLine(chosen.text);
  entry.evidence = chosen ? evidenceFor(chosen) : [server.sentences[cursor.sentence]?.snippet].filter(Boolean);
  if (server.facts) entry.facts = [];
  const edit = add({ id: `new-${crypto.randomUUID()}`, kind: kindName, number: null, base: null, entry });
  clearSelection();
  selected = edit.id;
  keep();
  draw();
  focusRecord();
  soon(0);
  const empty = kind.fields.filter((field) => field.required && !entry[field.name]).map((field) => field.name);
  announce(`New ${kindName}.${empty.length ? ` Fill ${empty.join(" and ")}.` : ""}`);
}

function take(item) { // out of the file
  const shown = items(), next = shown[shown.findIndex((each) => each.id === item.id) + 1] ?? shown.at(-2);
  removed.push({ kind: item.kind, number: item.number, entry: item.entry });
  if (item.edit && sending !== item.edit) edits.splice(edits.indexOf(item.edit), 1);
  if (item.edit && sending === item.edit) item.edit.entry = null; // once it is there, it is taken out
  else if (item.base) add({ id: item.id, kind: item.kind, number: item.number, base: item.base, entry: null });
  select(nextDraft(item)?.id ?? next?.id ?? null);
  announce(item.entry.draft ? "Draft rejected. Press U to have it back." : "Record removed. Press U to have it back.");
  keep();
  soon(0);
}

function restore() {
  const last = removed.pop();
  if (!last) return announce("Nothing to put back.");
  const waiting = edits.find((edit) => edit.entry === null && edit.kind === last.kind && same(edit.base, last.entry) && !sending);
  if (waiting) edits.splice(edits.indexOf(waiting), 1);
  const edit = waiting ?? add({ id: `new-${crypto.randomUUID()}`, kind: last.kind, number: Number.isFinite(last.number) ? last.number : null, base: null, entry: last.entry });
  select(edit.id);
  announce("Put back.");
  keep();
  soon(0);
}

function accept(item) {
  if (!item?.entry.draft) return announce("This is no draft: it is accepted already.");
  const { draft, ...entry } = item.entry;
  const next = nextDraft(item);
  change(item, entry, { now: true });
  if (next) select(next.id);
  const left = items().filter((each) => each.entry.draft).length;
  announce(left ? `Accepted. ${left} ${left === 1 ? "draft" : "drafts"} left.` : "Accepted. No draft is left.");
}

function nextDraft(item) {
  const shown = items(), place = shown.findIndex((each) => each.id === item?.id);
  const drafts = [...shown.slice(place + 1), ...shown.slice(0, Math.max(place, 0))].filter((each) => each.entry.draft);
  return drafts[0];
}

function select(id, { focus = true } = {}) {
  selected = id;
  several.clear();
  const first = sentencesOf(open()?.entry)[0];
  if (first !== undefined) cursor = { sentence: first, from: null, to: null };
  draw();
  if (focus) focusRecord();
  if (first !== undefined) at(`s${first + 1}`)?.scrollIntoView({ block: "nearest" });
}

function focusRecord() {
  const card = at("records").querySelector("[aria-current=true]");
  card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const shown = items(), place = shown.findIndex((each) => each.id === selected);
  const next = shown[place < 0 ? 0 : Math.min(Math.max(place + by, 0), shown.length - 1)];
  if (next) select(next.id);
}

// --- selected words

function offsetOf(node, offset) {
  const sentences = [...text.querySelectorAll(".t")];
  for (const [i, each] of sentences.entries()) {
    if (each.firstChild === node) return starts[i] + offset;
    const range = document.createRange();
    range.selectNodeContents(each);
    const side = range.comparePoint(node, offset);
    if (side < 0) return starts[i];
    if (side === 0) return starts[i] + (offset ? each.textContent.length : 0);
  }
  return server.text.length;
}

function selection() { // whole words of the article that are selected: {start, end, text}
  const chosen = getSelection();
  if (!server || !chosen.rangeCount || chosen.isCollapsed || !chosen.getRangeAt(0).intersectsNode(text)) return null;
  const range = chosen.getRangeAt(0);
  let start = offsetOf(range.startContainer, range.startOffset), end = offsetOf(range.endContainer, range.endOffset);
  const whole = server.text, isWord = (c) => c !== undefined && /[\p{L}\p{N}\p{M}]/u.test(c);
  while (start < end && /\s/.test(whole[start])) start++;
  while (end > start && /\s/.test(whole[end - 1])) end--;
  if (start === end) return null;
  while (start > 0 && isWord(whole[start]) && isWord(whole[start - 1])) start--;
  while (end < whole.length && isWord(whole[end - 1]) && isWord(whole[end])) end++;
  return { start, end, text: whole.slice(start, end) };
}

function clearSelection() {
  getSelection().removeAllRanges();
  cursor = { ...cursor, from: null, to: null };
}

const oneLine = (words) => words.replace(/\s+/g, " ");

function evidenceFor({ start, end, text: words }) { // the words themselves where they are unique, else their sentences'
  if (server.text.indexOf(words) === server.text.lastIndexOf(words)) return [words];
  return touched([start, end]).map((i) => server.sentences[i].snippet).filter(Boolean);
}

function moveEvidence({ more }) {
  const item = open(), chosen = selection();
  if (!item) return announce("Open a record first.");
  const own = chosen ? evidenceFor(chosen) : [server.sentences[cursor.sentence].snippet].filter(Boolean);
  const before = more ? item.entry.evidence ?? [] : [];
  clearSelection();
  set(item, "evidence", [...new Set([...before, ...own])], { now: true });
  announce(`Evidence: sentence ${sentencesOf({ evidence: own }).map((i) => i + 1).join(", ")}.`);
}

function toggleSentence(i) {
  const item = open();
  cursor = { sentence: i, from: null, to: null };
  if (!item) return draw();
  const within = (snippet) => { const found = span(snippet); return found && touched(found).includes(i); };
  const before = item.entry.evidence ?? [], kept = before.filter((snippet) => !within(snippet));
  const snippet = server.sentences[i].snippet;
  if (kept.length === before.length && !snippet) return announce("These words occur more than once; select more of them.");
  set(item, "evidence", kept.length < before.length ? kept : [...before, snippet], { now: true });
  announce(`Sentence ${i + 1} ${kept.length < before.length ? "is no evidence now" : "is evidence"}.`);
}

function fill(item, field, { alternative = false } = {}) {
  const chosen = selection();
  if (!chosen) return false;
  const words = oneLine(chosen.text).replaceAll(" | ", " / "), now = item.entry[field.name];
  const or = (value) => (value ? `${value} | ${words}` : words);
  let value = words;
  if (field.many) value = alternative && now?.length ? [...now.slice(0, -1), or(now.at(-1))] : [...(now ?? []), words];
  else if (alternative) value = or(now);
  clearSelection();
  set(item, field.name, value, { now: true });
  announce(`${field.name}: ${words}`);
  return true;
}

function choose(item, field, value, { also = false } = {}) {
  const now = (item.entry[field.name] ?? field.default ?? "").split(" | ").filter(Boolean);
  const kept = now.includes(value) ? now.filter((each) => each !== value) : [...now, value];
  const chosen = also && kept.length ? kept.join(" | ") : value;
  set(item, field.name, chosen, { now: true });
  announce(`${field.name}: ${chosen.replaceAll(" | ", " or ")}`);
}

function numbered(item, number, alternative) { // the key of a field's number
  const field = kinds.get(item.kind).fields[number - 1];
  if (!field) return;
  if (selection() && !field.choices.length) return fill(item, field, { alternative });
  if (!field.choices.length) return at("records").querySelector(`[data-field="${field.name}"] textarea, [data-field="${field.name}"] [data-act=member]`)?.focus();
  const now = (item.entry[field.name] ?? field.default ?? "").split(" | ")[0];
  choose(item, field, field.choices[(field.choices.indexOf(now) + 1) % field.choices.length], { also: alternative });
}

// --- the keyboard in the article

const words = (i) => [...server.sentences[i].text.matchAll(/[\p{L}\p{N}\p{M}]+(?:[^\s\p{L}\p{N}]+[\p{L}\p{N}\p{M}]+)*/gu)];

function moveWord(by, extend) {
  const found = words(cursor.sentence);
  if (!found.length) return;
  const last = found.length - 1, from = cursor.from ?? (by > 0 ? -1 : found.length), to = cursor.to ?? from;
  const next = Math.min(Math.max((cursor.from === null ? from : to) + by, 0), last);
  cursor = { ...cursor, from: extend && cursor.from !== null ? cursor.from : next, to: next };
  const [a, b] = [Math.min(cursor.from, cursor.to), Math.max(cursor.from, cursor.to)];
  const node = at(`s${cursor.sentence + 1}`).querySelector(".t").firstChild;
  getSelection().setBaseAndExtent(node, found[a].index, node, found[b].index + found[b][0].length);
  announce(server.sentences[cursor.sentence].text.slice(found[a].index, found[b].index + found[b][0].length));
}

function moveSentence(by) {
  cursor = { sentence: Math.min(Math.max(cursor.sentence + by, 0), server.sentences.length - 1), from: null, to: null };
  clearSelection();
  draw();
  at(`s${cursor.sentence + 1}`).scrollIntoView({ block: "nearest" });
  announce(`${cursor.sentence + 1}: ${server.sentences[cursor.sentence].text}`);
}

const KEYS = [
  ["↓ ↑, J K", "next record, the one before", { ArrowDown: () => step(1), ArrowUp: () => step(-1), j: () => step(1), k: () => step(-1) }],
  ["A", "accept the draft; the next one opens", { a: () => accept(open()) }],
  ["X", "reject the draft, or remove the record", { x: () => open() && take(open()) }],
  ["U", "put back what was removed last", { u: restore }],
  ["N", "next draft", { n: () => { const next = nextDraft(open()); next ? select(next.id) : announce("No draft is left."); } }],
  ["1 to 9", "with words selected: fill the field of that number with them; without: go to the field, or give it its next value", {}],
  ["Shift and 1 to 9", "the same, as one more alternative", {}],
  ["E", "the selected words, or the current sentence, are the evidence", { e: () => moveEvidence({ more: false }) }],
  ["M", "they are evidence too", { m: () => moveEvidence({ more: true }) }],
  ["O", "optional, or not", { o: () => open() && set(open(), "optional", !open().entry.optional, { now: true }) }],
  ...config.kinds.map((kind) => [`Shift and ${kind.key}`, `new ${kind.kind}, of the selected words or the current sentence`, { [kind.key]: () => create(kind.kind) }]),
  ["T", "to the article: ↓ ↑ by sentence, ← → by word, with Shift to select words", { t: () => text.focus() }],
  ["Esc", "from a field or the article back to the record", {}],
  ["?", "this list", { "?": () => at("keys").showModal() }],
];
const actions = Object.assign({}, ...KEYS.map(([, , keys]) => keys));

function inText(event) {
  const moves = { ArrowDown: () => moveSentence(1), ArrowUp: () => moveSentence(-1), ArrowRight: () => moveWord(1, event.shiftKey), ArrowLeft: () => moveWord(-1, event.shiftKey) };
  return document.activeElement === text ? moves[event.key] : undefined;
}

document.addEventListener("keydown", (event) => {
  if (!server || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || at("keys").open) return;
  if (event.key === "Escape") return focusRecord();
  if (event.target.closest?.("textarea, input, select")) return;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  const act = inText(event) ?? (digit && open() ? () => numbered(open(), Number(digit[1]), event.shiftKey) : actions[event.key]);
  if (!act) return;
  event.preventDefault();
  act();
});

// --- the mouse, and what is typed

const ACTS = {
  help: () => at("keys").showModal(),
  open: (item) => select(item.id),
  accept: (item) => accept(item),
  remove: (item) => take(item),
  optional: (item) => set(item, "optional", !item.entry.optional, { now: true }),
  words: (item, { field, also }) => fill(item, field, { alternative: also === "yes" }) || announce("Select words in the article first."),
  member: (item, { field }) => { set(item, field.name, [...(item.entry[field.name] ?? []), ""]); at(`f-${field.name}-${open().entry[field.name].length - 1}`)?.focus(); },
  unmember: (item, { field, place }) => set(item, field.name, item.entry[field.name].filter((_, i) => i !== Number(place)), { now: true }),
  choose: (item, { field, value }, event) => choose(item, field, value, { also: event.shiftKey || several.has(field.name) }),
  several: (item, { field }) => { several.has(field.name) ? several.delete(field.name) : several.add(field.name); draw(); },
  evidence: () => moveEvidence({ more: false }),
  more: () => moveEvidence({ more: true }),
  unsnip: (item, { place }) => set(item, "evidence", item.entry.evidence.filter((_, i) => i !== Number(place)), { now: true }),
  create: (_, { kind }) => create(kind),
  restore,
  drafts: askForDrafts,
  mine: (item) => settle(item, { mine: true }),
  theirs: (item) => settle(item, { mine: false }),
  both: (item) => settle(item, { mine: true, both: true }),
  retry: () => load(),
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) return;
  const data = { ...button.dataset }, id = button.closest("[data-id]")?.dataset.id;
  const item = id ? items().find((each) => each.id === id) : open();
  const name = data.field ?? button.closest("[data-field]")?.dataset.field;
  if (name && item) data.field = kinds.get(item.kind).fields.find((field) => field.name === name);
  ACTS[data.act](item, data, event);
});

text.addEventListener("click", (event) => {
  const sentence = event.target.closest(".s");
  if (!sentence || !server) return;
  const i = Number(sentence.dataset.n) - 1;
  if (event.target.closest(".n")) return toggleSentence(i);
  if (getSelection().isCollapsed) { cursor = { sentence: i, from: null, to: null }; draw(); }
});

// A press on a button leaves the selected words selected.
document.addEventListener("mousedown", (event) => { if (event.target.closest("[data-act]")) event.preventDefault(); });
document.addEventListener("selectionchange", () => at("records").classList.toggle("with-words", Boolean(selection())));

at("records").addEventListener("input", (event) => {
  const item = open(), box = event.target, name = box.closest("[data-field]")?.dataset.field;
  if (!item || !name || event.isComposing) return;
  const words = box.value.replace(/\n/g, " ");
  if (name === "facts") return set(item, name, [...new Set(words.split(/[ ,]+/).map(Number).filter((each) => each > 0))]);
  if (box.dataset.place === undefined) return set(item, name, words);
  const members = [...(item.entry[name] ?? [])];
  members[Number(box.dataset.place)] = words;
  set(item, name, members);
});
at("records").addEventListener("change", (event) => { // an emptied member of a list is none
  const item = open(), name = event.target.closest("[data-field]")?.dataset.field;
  if (item && name && Array.isArray(item.entry[name]) && name !== "facts") set(item, name, item.entry[name].filter((each) => String(each).trim()), { now: true });
});

// --- saving

function keep() {
  try {
    const left = edits.map(({ id, kind, number, base, entry }) => ({ id, kind, number: Number.isFinite(number) ? number : null, base, entry }));
    left.length ? localStorage.setItem(own, JSON.stringify(left)) : localStorage.removeItem(own);
  } catch { /* a browser that keeps nothing: the page still holds the edits, and warns before it is left */ }
}

function soon(wait) {
  clearTimeout(timer);
  timer = setTimeout(send, wait);
}

async function call(path, body) {
  const options = body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(path, options);
  if (response.status === 403) throw new Error("moved");
  return { status: response.status, ...(await response.json()) };
}

async function send() {
  if (sending || !server) return;
  const edit = edits.find((each) => !each.conflict && each.sent !== said(each.entry) + (each.entry === null));
  if (!edit) return draw();
  sending = edit;
  draw();
  const { kind, base, entry } = edit, number = Number.isFinite(edit.number) ? edit.number : null;
  let answer;
  try {
    answer = await call("labels", { kind, number, base, entry });
    reachable = true;
  } catch (error) {
    reachable = error.message === "moved" ? "moved" : false;
  }
  sending = null;
  if (answer) received(edit, entry, answer);
  draw();
  if (answer && !problem) soon(0);
  else soon(RETRY);
}

function received(edit, entry, answer) {
  problem = answer.problem && !answer.records ? answer.problem : null;
  if (answer.faults || answer.conflict) {
    if (edit.entry === entry) edit.sent = said(entry) + (entry === null);
    edit.faults = answer.faults ?? {};
    edit.conflict = answer.conflict ?? null;
  } else if (answer.records) {
    const place = edits.indexOf(edit), isOpen = selected === edit.id;
    const stands = entry && (answer.records.find((each) => each.kind === edit.kind && each.number === edit.number && alike(each.entry, entry)) ?? answer.records.find((each) => each.kind === edit.kind && alike(each.entry, entry)));
    renumber(edit, entry);
    if (edit.entry === entry) place >= 0 && edits.splice(place, 1);
    else Object.assign(edit, { base: stands?.entry ?? null, number: stands?.number ?? edit.number, faults: {}, sent: null });
    adopt(answer);
    if (isOpen && stands) selected = edits.includes(edit) ? edit.id : `${stands.kind}-${stands.number}`;
  }
  keep();
}

const alike = (one, other) => same({ ...one, facts: [] }, { ...other, facts: [] });

function renumber(edit, entry) { // others of the kind have other numbers once one has come or gone
  const by = entry === null ? -1 : edit.base === null && Number.isFinite(edit.number) && edit.number !== null ? 1 : 0;
  if (!by) return;
  const after = (number) => (number > edit.number - (by > 0) ? number + by : number);
  for (const each of edits) if (each !== edit && each.kind === edit.kind && each.number) each.number = after(each.number);
  const [kind, number] = String(selected).split(/-(?=\d+$)/);
  if (kind === edit.kind && number) selected = `${kind}-${after(Number(number))}`;
  for (const each of edits) if (/-\d+$/.test(each.id) && each.id.startsWith(`${each.kind}-`)) each.id = `${each.kind}-${each.number}`;
}

function adopt(state) {
  server = state;
  let start = 0;
  starts = server.sentences.map((sentence) => (start += sentence.text.length) - sentence.text.length);
}

function settle(item, { mine, both = false }) {
  const edit = item.edit, now = edit.conflict.now;
  const number = edit.conflict.number;
  edit.conflict = null;
  edit.sent = null;
  if (!mine) edits.splice(edits.indexOf(edit), 1);
  else if (both || !now) Object.assign(edit, { base: null, number: null, id: `new-${crypto.randomUUID()}` });
  else Object.assign(edit, { base: now, number });
  if (mine && edit.entry === null && !edit.base) edits.splice(edits.indexOf(edit), 1);
  selected = mine ? edit.id : now ? `${edit.kind}-${number}` : null;
  keep();
  load();
}

async function load() {
  try {
    const state = await call("labels");
    reachable = true;
    problem = state.records ? null : state.problem;
    if (state.records) adopt(state);
  } catch (error) {
    reachable = error.message === "moved" ? "moved" : false;
  }
  draw();
  soon(reachable === true ? 0 : RETRY);
  return server;
}

async function askForDrafts() {
  asking = true;
  draw();
  try {
    const state = await call("drafts", {});
    if (state.records) adopt(state);
    problem = state.problems?.length ? state.problems.join("\n") : state.records ? null : state.problem;
  } catch {
    reachable = false;
  }
  asking = false;
  const first = server.records.length ? items()[0] : null;
  first ? select(first.id) : draw();
}

async function adoptLeftEdits() { // of pages of this article that are gone
  navigator.locks?.request(own, () => new Promise(() => {}));
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(store) && key !== own);
  for (const key of keys) {
    await navigator.locks?.request(key, { ifAvailable: true }, (lock) => {
      if (!lock) return;
      const left = JSON.parse(localStorage.getItem(key) ?? "[]");
      edits.push(...left.filter((edit) => !edits.some((each) => each.id === edit.id)).map((edit) => ({ ...edit, number: edit.number ?? (edit.base ? 1 : null) })));
      localStorage.removeItem(key);
    });
  }
  keep();
}

// --- drawing

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const button = (act, label, more = {}) => el("button", { type: "button", "data-act": act, ...more }, label);

function morph(from, to) { // make one tree like the other, keeping the nodes that have the focus
  if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName || from.id !== to.id) return from.replaceWith(to);
  if (from.nodeType === Node.TEXT_NODE) { if (from.data !== to.data) from.data = to.data; return; }
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name)) from.removeAttribute(name);
  for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  if ("value" in to && to.nodeName === "TEXTAREA") { if (from.value !== to.value && (from !== document.activeElement || to.value.trim() !== from.value.trim())) from.value = to.value; return; }
  children(from, [...to.childNodes]);
}

function children(parent, wanted) {
  for (const [i, node] of wanted.entries()) {
    let there = parent.childNodes[i];
    if (node.id && there?.id !== node.id) {
      const own = [...parent.childNodes].find((each) => each.id === node.id);
      if (own) there = parent.insertBefore(own, there ?? null);
    }
    there ? morph(there, node) : parent.append(node);
  }
  while (parent.childNodes.length > wanted.length) parent.lastChild.remove();
}

function draw() {
  children(at("state"), [document.createTextNode(told())]);
  at("state").className = reachable === true && !problem && !edits.some((edit) => edit.conflict || Object.keys(edit.faults ?? {}).length) ? "" : "wrong";
  if (!server) return;
  drawText();
  const shown = items();
  children(at("tools"), tools(shown));
  children(at("records"), shown.length ? [el("ol", { class: "cards" }, shown.map(card))] : [el("p", { class: "soft" }, "No records yet: select words in the article and choose a kind above.")]);
}

function told() {
  const waiting = edits.length, count = `${waiting} ${waiting === 1 ? "change" : "changes"}`;
  const kept = waiting ? ` ${count} ${waiting === 1 ? "is" : "are"} kept in this browser.` : "";
  if (reachable === "moved") return `onrecord was started anew, at another address: go on at the address that it printed.${kept}`;
  if (!reachable) return `onrecord can't be reached.${kept} If it has ended, start it again as before.`;
  if (problem) return problem + kept;
  if (!server) return "Loading";
  const conflicts = edits.filter((edit) => edit.conflict).length;
  if (conflicts) return `Not saved: the file has changed meanwhile; decide at ${conflicts === 1 ? "the marked record" : "the marked records"}.`;
  const faulty = edits.filter((edit) => Object.keys(edit.faults ?? {}).length).length;
  if (faulty && !sending) return `${faulty} ${faulty === 1 ? "record isn't" : "records aren't"} saved yet: mend what is marked.`;
  if (waiting) return "Saving";
  return server.problem ? `Saved; but ${server.problem}` : "All changes saved";
}

function tools(shown) {
  const drafts = shown.filter((item) => item.entry.draft).length;
  const covered = new Set(shown.flatMap((item) => sentencesOf(item.entry)));
  const bare = server.sentences.length - covered.size;
  const news = config.kinds.map((kind) => button("create", [el("span", {}, `New ${kind.kind} `), el("kbd", {}, kind.key)], { "data-kind": kind.kind, "aria-keyshortcuts": `Shift+${kind.key}` }));
  const asks = config.drafts && !shown.length && button("drafts", asking ? `Asking ${config.drafts}` : `Get drafts of ${config.drafts}`, { disabled: asking });
  const counted = `${shown.length - drafts} records, ${drafts} ${drafts === 1 ? "draft" : "drafts"} to decide; ${bare} sentences without a record`;
  return [el("div", { class: "row" }, news, asks, removed.length > 0 && button("restore", ["Put back ", el("kbd", {}, "U")])), el("p", { class: "soft small" }, counted)];
}

function card(item) {
  const isOpen = item.id === selected, kind = kinds.get(item.kind);
  const places = sentencesOf(item.entry).map((i) => i + 1).join(", ");
  const marks = [el("span", { class: "badge" }, item.kind), item.entry.draft && el("span", { class: "badge draft" }, "draft"), item.entry.optional && el("span", { class: "badge" }, "optional"), item.edit && el("span", { class: "badge wrong" }, "unsaved")];
  const head = el("div", { class: "head" },
    button("open", [...marks.flatMap((mark) => (mark ? [mark, " "] : [])), el("bdi", {}, headline(item)), el("span", { class: "soft small" }, places ? ` [${places}]` : " [no evidence]")], { class: "title", "aria-expanded": String(isOpen) }),
    item.entry.draft && button("accept", ["Accept", isOpen && " ", isOpen && el("kbd", {}, "A")], { "aria-label": `Accept ${item.kind}: ${headline(item)}` }),
    button("remove", [item.entry.draft ? "Reject" : "Remove", isOpen && " ", isOpen && el("kbd", {}, "X")], { "aria-label": `${item.entry.draft ? "Reject" : "Remove"} ${item.kind}: ${headline(item)}` }));
  const body = isOpen ? [item.edit?.conflict && conflict(item), el("div", { class: "form" }, why(item, ""), kind.fields.map((field, i) => row(item, field, i + 1)), evidenceRow(item), server.facts > 0 && factsRow(item), noteRow(item))] : [summary(item, kind)];
  return el("li", { class: `card${item.entry.draft ? " is-draft" : ""}${isOpen ? " is-open" : ""}`, id: `card-${item.id}`, "data-id": item.id, tabindex: "-1", "aria-current": String(isOpen), "aria-label": `${item.entry.draft ? "Draft of a " : ""}${item.kind}: ${headline(item)}` }, head, body);
}

function summary(item, kind) {
  const head = headline(item);
  const parts = kind.fields.map((field) => [field.name, item.entry[field.name]]).filter(([, value]) => value && value.length && value !== head);
  return el("p", { class: "small soft brief" }, parts.map(([name, value]) => el("span", {}, `${name}: `, el("bdi", {}, Array.isArray(value) ? value.join(", ") : value))));
}

function why(item, name) {
  const fault = item.faults?.[name];
  return fault ? el("p", { class: "why", id: `why-${name}`, role: "alert" }, fault) : null;
}

function box(item, field, value, place) {
  const id = place === undefined ? `f-${field.name}` : `f-${field.name}-${place}`;
  const label = place === undefined ? field.name : `${field.name}, ${place + 1}`;
  return el("textarea", { id, rows: 1, "data-place": place, "aria-label": label, "aria-invalid": item.faults?.[field.name] ? "true" : null, "aria-describedby": item.faults?.[field.name] ? `why-${field.name}` : `hint-${field.name}`, spellcheck: "false", dir: "auto", value: value ?? "" });
}

function row(item, field, number) {
  const value = item.entry[field.name];
  const label = el("span", { class: "label" }, number < 10 && el("kbd", {}, String(number)), ` ${field.name}${field.required ? " *" : ""}`);
  const fillers = el("span", { class: "fillers" }, button("words", "Use words", { "aria-label": `Use the selected words as ${field.name}` }), button("words", "or", { "data-also": "yes", "aria-label": `Add the selected words to ${field.name} as an alternative`, title: "as an alternative" }));
  const control = field.choices.length ? choices(item, field)
    : field.many ? el("div", { class: "members" }, (value ?? []).map((each, i) => el("div", { class: "member-row" }, box(item, field, each, i), button("unmember", "✕", { "data-place": i, "aria-label": `Remove ${each} from ${field.name}` }))), button("member", "Add", { "aria-label": `Add to ${field.name}` }))
    : box(item, field, value);
  return el("div", { class: "field", "data-field": field.name, role: "group", "aria-label": field.name }, label, el("div", { class: "control" }, control, !field.choices.length && fillers, why(item, field.name), field.description && el("p", { class: "hint", id: `hint-${field.name}` }, field.description)));
}

function choices(item, field) {
  const now = (item.entry[field.name] ?? field.default ?? "").split(" | ");
  return el("div", { class: "row" }, field.choices.map((value) => button("choose", value, { "data-value": value, "aria-pressed": String(now.includes(value)) })), button("several", "or", { "aria-pressed": String(several.has(field.name)), "aria-label": `Several alternatives for ${field.name}`, title: "several alternatives" }));
}

function evidenceRow(item) {
  const snippets = (item.entry.evidence ?? []).map((snippet, i) => el("li", {}, el("q", { dir: "auto" }, snippet), " ", button("unsnip", "✕", { "data-place": i, "aria-label": `Remove this evidence: ${snippet}` })));
  return el("div", { class: "field", role: "group", "aria-label": "evidence" }, el("span", { class: "label" }, "evidence *"), el("div", { class: "control" }, el("ul", { class: "plain" }, snippets), el("div", { class: "row" }, button("evidence", ["Set to words ", el("kbd", {}, "E")]), button("more", ["Add words ", el("kbd", {}, "M")])), why(item, "evidence")));
}

function factsRow(item) {
  const now = (item.entry.facts ?? []).join(", ");
  return el("div", { class: "field", "data-field": "facts", role: "group", "aria-label": "facts" }, el("span", { class: "label" }, "facts"), el("div", { class: "control" }, el("textarea", { id: "f-facts", rows: 1, "aria-label": "Numbers of the facts that it reports", value: now }), el("p", { class: "hint" }, `1 to ${server.facts}; ${server.facts + 1} begins a new one`), why(item, "facts")));
}

function noteRow(item) {
  return el("div", { class: "field", "data-field": "note", role: "group", "aria-label": "note" }, el("span", { class: "label" }, "note"), el("div", { class: "control" }, box(item, { name: "note" }, item.entry.note), why(item, "note"), button("optional", ["optional ", el("kbd", {}, "O")], { "aria-pressed": String(Boolean(item.entry.optional)) })));
}

function conflict(item) {
  const { now } = item.edit.conflict;
  const list = (entry) => (entry ? el("dl", { class: "facts" }, Object.entries(entry).flatMap(([name, value]) => [el("dt", {}, name), el("dd", { dir: "auto" }, Array.isArray(value) ? value.join(", ") : String(value))])) : el("p", {}, "removed"));
  return el("div", { class: "conflict", role: "alert" }, el("p", {}, "This record was changed in the file while you changed it here. Nothing is lost; decide what holds."),
    el("div", { class: "both" }, el("section", { "aria-label": "Yours" }, el("h3", {}, "Yours"), list(item.edit.entry)), el("section", { "aria-label": "In the file" }, el("h3", {}, "In the file"), list(now))),
    el("div", { class: "row" }, button("mine", "Take mine"), button("theirs", "Take the file's"), now && item.edit.entry && button("both", "Keep both")));
}

function drawText() {
  const on = new Set(sentencesOf(open()?.entry));
  children(text, server.sentences.map((sentence, i) => el("span", { class: `s${on.has(i) ? " on" : ""}${cursor.sentence === i ? " here" : ""}`, id: `s${i + 1}`, "data-n": i + 1 }, el("button", { type: "button", class: "n", tabindex: "-1", "aria-pressed": String(on.has(i)), "aria-label": `Sentence ${i + 1} as evidence` }, String(i + 1)), el("span", { class: "t" }, sentence.text))));
  highlight();
}

function highlight() {
  if (!CSS.highlights) return;
  const ranges = (spans) => spans.filter(Boolean).flatMap(([start, end]) => touched([start, end]).map((i) => {
    const range = document.createRange(), node = at(`s${i + 1}`).querySelector(".t").firstChild;
    range.setStart(node, Math.max(start - starts[i], 0));
    range.setEnd(node, Math.min(end - starts[i], node.length));
    return range;
  }));
  CSS.highlights.set("evidence", new Highlight(...ranges((open()?.entry.evidence ?? []).map(span))));
}

function announce(words) {
  at("said").textContent = "";
  at("said").textContent = words;
}

addEventListener("beforeunload", (event) => { if (edits.length) event.preventDefault(); });
addEventListener("focus", () => { if (server && !edits.length && !sending && !asking) load(); });

children(at("key-list"), KEYS.flatMap(([keys, meaning]) => [el("dt", {}, el("kbd", {}, keys)), el("dd", {}, meaning)]));
await adoptLeftEdits();
await load();
if (server && config.atOnce && !server.records.length) await askForDrafts();
else if (server && items().length) select((nextDraft(null) ?? items()[0]).id, { focus: true });
