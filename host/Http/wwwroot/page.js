// The page. All that comes from the host is shown as text, never as HTML: names, errors and output are not to be trusted.

const MOST_LINES = 2000;
const MOST_PROBLEMS = 20;
const find = id => document.getElementById(id);
const hosts = new Map(); // by id
let readOnly = false;
let jobs = [];
let jobsStale = false;
let release = null; // the followed one: { id, jobs, lines, abort }

// --- talking to the host

class Refused extends Error {}

async function call(method, path, body, signal) {
  const headers = {};
  const token = sessionStorage.getItem("token");
  if (token) headers.Authorization = `Bearer ${token}`;
  if (method !== "GET") headers["Content-Type"] = "application/json";
  const response = await fetch(path, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  if (response.status === 401) await askToken(token ? problem.detail : "");
  throw response.status === 401 ? new Refused("try again: a token was needed") : new Error(problem.detail ?? `the host answered ${response.status}`);
}

// Server-sent events by fetch: EventSource can't send a token.
async function listen(path, signal, take) {
  const reader = (await call("GET", path, undefined, signal)).body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  while (true) {
    const { done, value } = await reader.read();
    if (done) return;
    const events = (rest + value).split("\n\n");
    rest = events.pop();
    for (const event of events) {
      const [, name, data] = /^event: (.*)\ndata: (.*)$/.exec(event) ?? [];
      if (name) take(name, JSON.parse(data));
    }
  }
}

async function listenAlways(path, signal, take, changed) {
  for (let pause = 500; !signal.aborted; pause = Math.min(pause * 2, 10000)) {
    try {
      await listen(path, signal, (name, data) => { pause = 500; changed(null); take(name, data); });
      changed("the host has ended the connection");
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Refused) continue;
      changed(error.message);
    }
    await new Promise(resolve => setTimeout(resolve, pause));
  }
}

let asking = null;
function askToken(error) {
  asking ??= new Promise(resolve => {
    find("token-error").textContent = error;
    find("token-text").value = "";
    find("token").showModal();
    find("token-form").onsubmit = submitted => {
      submitted.preventDefault();
      sessionStorage.setItem("token", find("token-text").value.trim());
      find("token").close();
      resolve();
    };
  }).finally(() => { asking = null; });
  return asking;
}
find("token").addEventListener("cancel", event => event.preventDefault()); // nothing can be seen without one

// --- small things to show

const pad = number => String(number).padStart(2, "0");
const clock = time => { const at = new Date(time); return `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`; };
const day = time => { const at = new Date(time); return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`; };
const when = time => !time ? "" : day(time) === day(Date.now()) ? clock(time) : `${day(time)} ${clock(time)}`;

function span(seconds) {
  if (seconds === undefined || seconds === null) return "";
  if (seconds < 10) return `${seconds.toFixed(seconds < 1 ? 2 : 1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(Math.floor(seconds % 60))} s`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ${pad(Math.floor(seconds % 3600 / 60))} min`;
  return `${Math.floor(seconds / 86400)} d ${Math.floor(seconds % 86400 / 3600)} h`;
}

const since = time => span(Math.max(0, Math.floor((Date.now() - new Date(time)) / 1000)));
const took = job => job.decidedAt ? span((new Date(job.decidedAt) - new Date(job.receivedAt)) / 1000) : "";

const KINDS = {
  serving: "good", completed: "good", ok: "good", Live: "good", running: "busy", paused: "warn", disabled: "", degraded: "warn", quarantined: "bad",
  refused: "bad", failed: "bad", stuck: "bad", timedOut: "bad", cancelled: "warn", interrupted: "bad",
};
const WORDS = { timedOut: "timed out" };

function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function badge(word) {
  const element = document.createElement("span");
  element.className = `badge ${KINDS[word] ?? ""}`;
  element.textContent = WORDS[word] ?? word;
  return element;
}

function button(text, label, act, kind = "") {
  const element = document.createElement("button");
  element.type = "button";
  element.className = kind;
  element.textContent = text;
  if (label) element.setAttribute("aria-label", label);
  element.addEventListener("click", act);
  return element;
}

let fading;
function toast(text) {
  find("toast").textContent = text;
  clearTimeout(fading);
  fading = setTimeout(() => find("toast").textContent = "", 8000);
}

// --- tables: rows are kept by key, and a cell is touched only where it changes, so that focus and selection stay

function fill(table, items, keyOf, cellsOf) {
  const body = table.tBodies[0];
  const labels = [...table.tHead.rows[0].cells].map(cell => cell.textContent);
  body.known ??= new Map();
  const keys = new Set();
  let place = body.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    keys.add(key);
    let row = body.known.get(key);
    if (!row) {
      row = document.createElement("tr");
      for (const label of labels) row.insertCell().dataset.label = label;
      body.known.set(key, row);
    }
    cellsOf(item).forEach((content, index) => fillCell(row.cells[index], content, index === 0));
    if (row === place) place = place.nextElementSibling;
    else body.insertBefore(row, place);
  }
  for (const [key, row] of body.known) {
    if (keys.has(key)) continue;
    row.remove();
    body.known.delete(key);
  }
}

// A cell's content is a text, or { sign, make }: made anew when its sign is another.
function fillCell(cell, content, isName) {
  const sign = typeof content === "object" ? content.sign : content;
  if (cell.sign === sign) return;
  cell.sign = sign;
  cell.className = [isName ? "name" : "", content.kind ?? "", sign === "" ? "empty" : ""].join(" ").trim();
  if (typeof content === "object") cell.replaceChildren(...content.make());
  else cell.textContent = content;
}

const badgeCell = word => ({ sign: word, kind: "nowrap", make: () => [badge(word)] });
const plain = text => ({ sign: text, kind: "nowrap", make: () => [text] });
const actions = (sign, make) => ({ sign: readOnly ? "" : `actions ${sign}`, kind: "actions", make: readOnly ? () => [] : make });
const releaseCell = id => !id ? "" : ({ sign: id, make: () => [button(id, `Follow release ${id}`, () => follow(id), "link")] });

// --- orders

const ORDERS = {
  pause: ["Pause", "takes no new steps; those that run go on. What comes waits in the queue."],
  resume: ["Resume", "takes steps again."],
  drain: ["Drain", "takes no new steps; the order ends when none runs any more, or the time is up."],
  reload: ["Reload", "is loaded anew from the plugins folder. Steps that run are finished by what runs now."],
  rollback: ["Roll back", "is served by the version before, until the folder holds another one."],
  enable: ["Enable", "is switched on, whatever plugins.json says."],
  disable: ["Disable", "is switched off, whatever plugins.json says. Steps that run are finished."],
};

let turn = 0;
function confirmed(title, text, yes, field, act) {
  const dialog = find("confirm");
  turn++;
  set(find("confirm-title"), title);
  set(find("confirm-text"), text);
  set(find("confirm-yes"), yes);
  set(find("confirm-error"), "");
  find("confirm-yes").disabled = false;
  find("confirm-field").hidden = !field;
  const number = find("confirm-number");
  if (field) {
    set(find("confirm-label"), field.label);
    Object.assign(number, { min: field.min, max: field.max, value: field.value, required: true });
  } else number.required = false;
  find("confirm-form").onsubmit = async event => {
    event.preventDefault();
    const mine = ++turn;
    const isThere = () => mine === turn && dialog.open; // it may be closed, or another order confirmed, while this one takes its time
    find("confirm-yes").disabled = true;
    set(find("confirm-yes"), "Working…");
    set(find("confirm-error"), "");
    try {
      const answers = await (await act(field ? number.valueAsNumber : undefined)).json();
      if (isThere()) dialog.close();
      toast(answers.filter(answer => answer.outcome === "done").map(answer => answer.message).join("; "));
    } catch (error) {
      if (!isThere()) return toast(error.message);
      set(find("confirm-error"), error.message);
      set(find("confirm-yes"), yes);
      find("confirm-yes").disabled = false;
    }
  };
  dialog.showModal();
  (field ? number : find("confirm-no")).focus();
}
find("confirm-no").addEventListener("click", () => find("confirm").close());

const query = host => `?host=${encodeURIComponent(host.id)}`;

function order(verb, host, plugin) {
  const [title, text] = ORDERS[verb];
  const subject = plugin ?? (`all of ${host.host}`);
  const path = plugin ? `/api/v1/plugins/${encodeURIComponent(plugin)}/${verb}` : `/api/v1/${verb}`;
  const field = verb === "drain" ? { label: "Wait for so many seconds", min: 0, max: 86400, value: 60 } : null;
  confirmed(`${title} ${subject}?`, `${plugin ?? `Every plugin of ${host.host}`} ${text}`, `${title} ${subject}`, field,
    seconds => call("POST", path + query(host), verb === "drain" ? { waitSeconds: seconds } : undefined));
}

function menu(title, verbs, choose) {
  set(find("menu-title"), title);
  find("menu-items").replaceChildren(...verbs.map(verb => {
    const item = button(ORDERS[verb][0], "", () => { find("menu").close(); choose(verb); });
    const small = document.createElement("small");
    small.textContent = `It ${ORDERS[verb][1]}`;
    item.append(small);
    return item;
  }));
  find("menu").showModal();
}

function orders(host, plugin, isPaused, isOff) {
  const subject = plugin ?? host.host;
  const first = isOff ? "enable" : isPaused ? "resume" : "pause";
  const others = plugin
    ? ["pause", "resume", "drain", "reload", "rollback", "enable", "disable"].filter(verb => verb !== first && verb !== (isPaused ? "pause" : "resume") && verb !== (isOff ? "disable" : "enable"))
    : ["drain", "reload"];
  return [
    button(ORDERS[first][0], `${ORDERS[first][0]} ${subject}`, () => order(first, host, plugin)),
    button("More…", `More for ${subject}`, () => menu(subject, others, verb => order(verb, host, plugin))),
  ];
}

function changeConcurrency(host, worker) {
  confirmed(`Concurrency of ${worker.name}`, "How many of its steps may run at a time on this host, until it is changed again.", "Change", { label: "Steps at a time", min: 1, max: 1000, value: worker.concurrency },
    number => call("PUT", `/api/v1/workers/${encodeURIComponent(worker.name)}/concurrency${query(host)}`, { concurrency: number }));
}

function cancel(job) {
  confirmed("Cancel this step?", `${job.worker}:${job.subcommand} is answered with failed, and its release goes on from that.`, "Cancel the step", null,
    () => call("POST", `/api/v1/jobs/${encodeURIComponent(job.id)}/cancel?host=${encodeURIComponent(job.host)}`));
}

// --- the hosts

function show() {
  const all = [...hosts.values()].sort((one, other) => one.host.localeCompare(other.host, undefined, { numeric: true }));
  const several = all.length > 1;
  const on = host => several ? host.host : "";
  const pairs = all.flatMap(host => [...host.plugins.values()].map(plugin => ({ host, plugin })));
  showProblems(all, pairs);
  fill(find("hosts"), all, host => host.id, host => [
    host.host,
    badgeCell(host.isPaused ? "paused" : host.health),
    host.version,
    plain(since(host.startedAt)),
    plain(`${Math.round(host.memoryBytes / 1048576)} MB`),
    `${host.plugins.size}${host.retired.length ? `, ${host.retired.length} retired in memory` : ""}`,
    host.broker,
    actions(host.isPaused, () => orders(host, null, host.isPaused, false)),
  ]);

  const running = all.flatMap(host => host.running);
  set(find("running-count"), String(running.length));
  find("running").hidden = running.length === 0;
  find("running-none").hidden = running.length > 0;
  fill(find("running"), running, job => job.id, job => [
    `${job.worker}:${job.subcommand}${job.state === "stuck" ? " (stuck)" : ""}`,
    releaseCell(job.correlationId),
    (job.hosts ?? []).join(", "),
    plain(since(job.receivedAt)),
    job.host,
    actions("cancel", () => [button("Cancel…", `Cancel ${job.worker}:${job.subcommand}`, () => cancel(job))]),
  ]);
  if (!release) {
    const newest = running.filter(job => job.correlationId).at(-1);
    if (newest) follow(newest.correlationId);
  }

  const wanted = find("filter").value.trim().toLowerCase();
  const fits = (...texts) => !wanted || texts.some(text => (text ?? "").toLowerCase().includes(wanted));
  const chosen = pairs.filter(({ host, plugin }) => fits(plugin.name, plugin.state, plugin.version, on(host), ...plugin.workers.map(worker => worker.queue)));
  set(find("plugin-count"), chosen.length === pairs.length ? String(pairs.length) : `${chosen.length} of ${pairs.length}`);
  fill(find("plugins"), chosen, ({ host, plugin }) => `${host.id} ${plugin.name}`, ({ host, plugin }) => [
    several ? `${plugin.name} on ${host.host}` : plugin.name,
    badgeCell(plugin.state),
    plugin.version ?? "",
    plain(when(plugin.loadedAt)),
    `${plugin.contextsAlive}`,
    [plugin.orders.join(", "), plugin.reason].filter(Boolean).join("; "),
    actions(`${plugin.state} ${host.isPaused}`, () => orders(host, plugin.name, plugin.state === "paused", plugin.state === "disabled")),
  ]);

  const workers = pairs.flatMap(({ host, plugin }) => plugin.workers.map(worker => ({ host, plugin, worker })));
  const chosenWorkers = workers.filter(({ host, plugin, worker }) => fits(worker.name, worker.queue, plugin.name, plugin.state, on(host)));
  set(find("worker-count"), chosenWorkers.length === workers.length ? String(workers.length) : `${chosenWorkers.length} of ${workers.length}`);
  fill(find("workers"), chosenWorkers, ({ host, worker }) => `${host.id} ${worker.name} ${worker.queue}`, ({ host, worker }) => [
    several ? `${worker.name} on ${host.host}` : worker.name,
    worker.queue,
    worker.queued === undefined ? "" : String(worker.queued),
    plain(`${worker.busy} of ${worker.concurrency}`),
    String(worker.completed),
    String(worker.failed + worker.refused + worker.timedOut + worker.cancelled + worker.interrupted),
    worker.medianSeconds === undefined ? "" : plain(`${span(worker.medianSeconds)}, ${span(worker.p95Seconds)}`),
    actions(worker.concurrency, () => [button("Change…", `Change the concurrency of ${worker.name}`, () => changeConcurrency(host, worker))]),
  ]);
}

function showProblems(all, pairs) {
  const bad = new Set(["refused", "quarantined"]);
  const texts = [
    ...all.flatMap(host => [...host.problems, ...host.configurationProblems.map(text => `plugins.json: ${text}`)].map(text => `${host.host}: ${text}`)),
    ...pairs.filter(({ plugin }) => bad.has(plugin.state)).map(({ host, plugin }) => `${host.host}: ${plugin.name} is ${plugin.state}${plugin.reason ? `: ${plugin.reason}` : ""}`),
    ...all.flatMap(host => host.retired.filter(version => version.isLeaked).map(version => `${host.host}: ${version.plugin} ${version.version} was retired and does not go from memory`)),
  ];
  const list = find("problem-list");
  find("problems").hidden = texts.length === 0;
  if (list.sign === texts.join("\n")) return;
  list.sign = texts.join("\n");
  const shown = texts.length > MOST_PROBLEMS ? [...texts.slice(0, MOST_PROBLEMS), `and ${texts.length - MOST_PROBLEMS} more: filter the plugins by "refused" or "quarantined"`] : texts;
  list.replaceChildren(...shown.map(text => { const item = document.createElement("li"); item.textContent = text; return item; }));
}

function take(name, data) {
  if (name === "snapshot") {
    hosts.clear();
    readOnly = data.readOnly;
    find("read-only").hidden = !readOnly;
    for (const host of data.hosts) keep(host, []);
  } else {
    for (const { host, removed } of data.hosts) keep(host, removed);
    for (const id of data.gone) hosts.delete(id);
  }
  jobsStale = true;
  show();
}

function keep(host, removed) {
  const plugins = hosts.get(host.id)?.plugins ?? new Map();
  for (const plugin of host.plugins) plugins.set(plugin.name, plugin);
  for (const name of removed) plugins.delete(name);
  const sorted = new Map([...plugins].sort(([one], [other]) => one.localeCompare(other, undefined, { numeric: true })));
  hosts.set(host.id, { ...host, plugins: sorted });
}

// --- jobs, and the release that is followed

async function refreshJobs() {
  jobsStale = false;
  try {
    const followed = release;
    jobs = await (await call("GET", "/api/v1/jobs?last=20")).json();
    if (followed) followed.jobs = await (await call("GET", `/api/v1/jobs?last=500&correlationId=${encodeURIComponent(followed.id)}`)).json();
    showJobs();
    showRelease();
    if (followed?.jobs.some(job => !job.outcome)) jobsStale = true; // its end is written a moment after it is seen
  } catch (error) {
    if (!(error instanceof Refused)) toast(`The jobs can't be read: ${error.message}`);
  }
}

function showJobs() {
  fill(find("jobs"), [...jobs].reverse(), job => job.id, job => [
    `${job.worker}:${job.subcommand}`,
    releaseCell(job.correlationId),
    badgeCell(job.outcome ?? job.state),
    plain(when(job.receivedAt)),
    plain(took(job)),
    job.host,
  ]);
}

function reasonOf(job) {
  if (!job.reply || job.outcome === "completed") return "";
  try {
    const data = JSON.parse(job.reply).data;
    return data === undefined ? "" : typeof data === "string" ? data : JSON.stringify(data);
  } catch {
    return job.reply;
  }
}

function showRelease() {
  if (!release) return;
  const steps = release.jobs;
  const ended = steps.filter(job => job.outcome);
  const failed = ended.filter(job => job.outcome !== "completed");
  const runs = steps.length - ended.length;
  set(find("release-state"), steps.length === 0 ? "No step of it is known here yet." :
    `${ended.length - failed.length} completed, ${failed.length} failed, ${runs} running`);
  find("steps").replaceChildren(...steps.map(job => {
    const item = document.createElement("li");
    const what = document.createElement("span");
    what.textContent = `${job.worker}:${job.subcommand}`;
    const times = document.createElement("span");
    times.className = "times";
    times.textContent = job.decidedAt ? `${clock(job.receivedAt)} to ${clock(job.decidedAt)}, ${took(job)}` : `since ${clock(job.receivedAt)}`;
    item.append(badge(job.outcome ?? job.state), what, times);
    if (reasonOf(job)) {
      const why = document.createElement("p");
      why.className = "why";
      why.textContent = reasonOf(job);
      item.append(why);
    }
    return item;
  }));
}

function addLines(lines, dropped) {
  const output = find("output");
  const isAtEnd = output.scrollHeight - output.scrollTop - output.clientHeight < 20;
  const rows = lines.map(line => {
    const row = document.createElement("div");
    const who = document.createElement("b");
    who.textContent = `${clock(line.time)} ${line.worker}  `;
    row.append(who, line.text);
    return row;
  });
  if (dropped) {
    const row = document.createElement("div");
    row.textContent = `(${dropped} lines came faster than they could be shown)`;
    rows.unshift(row);
  }
  output.append(...rows);
  while (output.childElementCount > MOST_LINES) output.firstElementChild.remove();
  if (isAtEnd) output.scrollTop = output.scrollHeight;
}

function follow(id) {
  if (!id) return;
  release?.abort.abort();
  release = { id, jobs: [], abort: new AbortController() };
  find("release-id").value = id;
  find("release").hidden = false;
  find("output").replaceChildren();
  history.replaceState(null, "", `#release=${encodeURIComponent(id)}`);
  const problem = text => { find("output-problem").hidden = !text; set(find("output-problem"), text ?? ""); };
  listenAlways(`/api/v1/releases/${encodeURIComponent(id)}/output`, release.abort.signal, (name, data) => {
    if (name === "problem") problem(data.text);
    if (name === "known") find("output").replaceChildren();
    if (name !== "problem") addLines(data.lines, data.dropped);
  }, problem);
  showRelease();
  jobsStale = true;
}

find("release-form").addEventListener("submit", event => {
  event.preventDefault();
  follow(find("release-id").value.trim());
});
find("filter").addEventListener("input", show);

// --- begin

function showConnection(problem) {
  const chip = find("connection");
  chip.className = `badge ${problem ? "bad" : "good"}`;
  set(chip, problem ? `Not connected: ${problem}` : "Live");
}

setInterval(() => {
  if (hosts.size > 0) show(); // times go on
  if (jobsStale && !asking) refreshJobs();
}, 1000);
const asked = new URLSearchParams(location.hash.slice(1)).get("release");
if (asked) follow(asked);
listenAlways("/api/v1/events", new AbortController().signal, take, showConnection);
