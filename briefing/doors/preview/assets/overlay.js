// The preview in a page: keeps it as the files are, and shows problems over it.
// Runs under the page's own content security policy: no inline script or style, own host only.
"use strict";
const me = document.currentScript;
const root = document.documentElement;
let token = new URL(me.src).searchParams.get("token");
let key = me.dataset.page;
let state = null;
let seen = null; // the run and number of the making that this page shows
let working = false;
let again = false;
let mustFetch = false;
let known = null; // static files with the keys of their bytes, as this page has them
const swapped = new Map(); // style sheets by path: the version that was put in
const calm = matchMedia("(prefers-reduced-motion: reduce)");

// ---- what is shown over the page ----------------------------------------------------------------

const host = document.createElement("briefing-preview");
const shadow = host.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);
shadow.adoptedStyleSheets = [sheet];
const bar = make("section", { className: "bar", hidden: true });
const link = make("div", { className: "link", hidden: true });
const ribbon = make("div", { className: "draft", hidden: true, textContent: "Draft: no build makes this page" });
bar.setAttribute("role", "status");
bar.setAttribute("aria-label", "Problems of the site");
link.setAttribute("role", "status");
shadow.append(ribbon, bar, link);
root.append(host);

// rules of our own beside the page's style sheets: drafts are marked where the page itself does not, and
// a save never scrolls
const marks = new CSSStyleSheet();
marks.replaceSync("html{overflow-anchor:none}a[data-briefing-draft]::after{content:' [draft]';font:600 .8em system-ui,sans-serif;color:#8a6100}");
const room = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, marks, room];
// what stands under the bar can be scrolled above it, and so can what has the focus
new ResizeObserver(() => {
  const height = bar.hidden || bar.matches(".warning,.note") ? 0 : bar.offsetHeight;
  room.replaceSync(height ? `html{padding-bottom:${height}px!important;scroll-padding-bottom:${height}px}` : "");
}).observe(bar);

function make(name, properties, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function showProblems() {
  const { counts, problems } = state;
  const kinds = ["error", "warning", "note"].filter((kind) => counts[kind]);
  bar.hidden = !kinds.length;
  bar.className = "bar " + (kinds[0] || "");
  if (!kinds.length) return bar.replaceChildren();
  const told = kinds.map((kind) => `${counts[kind]} ${kind}${counts[kind] > 1 ? "s" : ""}`).join(", ");
  if (!counts.error) {
    // warnings wait until they are asked for
    const open = bar.querySelector("details")?.open || false;
    const details = make("details", { open }, make("summary", { textContent: told }));
    const fill = () => {
      if (details.open && !details.querySelector("ol")) details.append(list(problems));
    };
    details.addEventListener("toggle", fill);
    fill();
    return bar.replaceChildren(details);
  }
  const what = state.ready ? "This is the last good page." : "There is nothing to show yet.";
  const head = make("div", { className: "head" }, make("strong", { textContent: `${told}. ${what}` }));
  const smaller = make("button", { type: "button", textContent: bar.dataset.small ? "Show" : "Hide" });
  const items = list(problems);
  items.hidden = Boolean(bar.dataset.small);
  smaller.onclick = () => {
    items.hidden = !items.hidden;
    bar.dataset.small = items.hidden ? "1" : "";
    smaller.textContent = items.hidden ? "Show" : "Hide";
  };
  head.append(smaller);
  return bar.replaceChildren(head, items);
}

function list(problems) {
  const items = make("ol", {});
  for (const problem of problems) {
    const place = `${problem.path}:${problem.line || 1}:${problem.col || 1}`;
    const item = make(
      "li", {},
      make("a", { className: "where", href: problem.editor, textContent: place, title: "Open in the editor" }),
      make("span", { className: "code", textContent: ` ${problem.severity} [${problem.code}] ` }),
      make("span", { textContent: problem.message }),
    );
    if (problem.text) item.append(make("pre", {}, ...aimed(problem)));
    if (problem.hint) item.append(make("span", { className: "hint", textContent: problem.hint }));
    items.append(item);
  }
  const rest = Object.values(state.counts).reduce((sum, count) => sum + count) - problems.length;
  if (rest) items.append(make("li", { textContent: `and ${rest} more; \`briefing check\` names all` }));
  return items;
}

function aimed({ text, col }) {
  // the line itself, from the column on marked
  const at = col > 1 && col <= text.length ? col - 1 : text.length - text.trimStart().length;
  return [text.slice(0, at), make("mark", { textContent: text.slice(at) })];
}

function showLost(why) {
  if (state && why !== "gone") return;
  bar.hidden = false;
  bar.className = "bar lost";
  bar.replaceChildren(make("strong", { textContent: "The preview is not running. This page waits for it." }));
}

function address() {
  const path = decodeURIComponent(location.pathname);
  if (!state || !path.startsWith(state.base)) return null;
  const rest = path.slice(state.base.length);
  return rest === "" || rest.endsWith("/") ? rest + "index.html" : rest;
}

function showDrafts() {
  const drafts = new Set(state.drafts);
  ribbon.hidden = !drafts.has(address()) || Boolean(document.querySelector(".draft-page"));
  unmarkDrafts();
  if (!drafts.size) return;
  for (const a of document.links) {
    const to = new URL(a.href);
    if (to.origin !== location.origin || to.pathname === location.pathname || isMarked(a)) continue;
    const path = decodeURIComponent(to.pathname);
    if (path.startsWith(state.base) && drafts.has(path.slice(state.base.length))) a.setAttribute("data-briefing-draft", "");
  }
}

function isMarked(link) {
  for (let block = link; block; block = block.parentElement.closest("p,li,tr,dd,h1,h2,h3,h4,article,nav")) {
    if (block.querySelector(".draft")) return true;
  }
  return false;
}

function unmarkDrafts() {
  for (const a of document.querySelectorAll("a[data-briefing-draft]")) a.removeAttribute("data-briefing-draft");
}

function offer(saved, seenHere) {
  const there = saved.find((each) => each.address !== address());
  link.hidden = !there;
  if (!there) return;
  const to = state.base + there.address.split("/").map(encodeURIComponent).join("/");
  if (state.follow && !seenHere && !document.hidden) return location.assign(to);
  const close = make("button", { type: "button", textContent: "×", ariaLabel: "Close" });
  close.onclick = () => { link.hidden = true; };
  link.replaceChildren(
    make("span", { textContent: "Saved:" }),
    make("a", { href: to, textContent: there.title || there.address }),
    close,
  );
}

// ---- the page itself ----------------------------------------------------------------------------

const KEPT = { DETAILS: ["open"], DIALOG: ["open"], INPUT: ["value", "checked"], TEXTAREA: ["value"], OPTION: ["selected"] };

function beforeNodeMorphed(old, now) {
  // only what differs in a text is replaced, so that a selection beside it stays
  if (old.nodeType === Node.TEXT_NODE && now.nodeType === Node.TEXT_NODE && old.data !== now.data) {
    const a = old.data, b = now.data, most = Math.min(a.length, b.length);
    let first = 0, last = 0;
    while (first < most && a[first] === b[first]) first++;
    while (last < most - first && a[a.length - 1 - last] === b[b.length - 1 - last]) last++;
    old.replaceData(first, a.length - first - last, b.slice(first, b.length - last));
  }
  return true;
}

function beforeAttributeUpdated(name, element) {
  return !(KEPT[element.nodeName]?.includes(name));
}

function morph(text) {
  const now = new DOMParser().parseFromString(text, "text/html");
  now.querySelector("script[data-page]")?.remove();
  me.remove();
  const sheets = new Map([...document.querySelectorAll("link[rel~=stylesheet]")].map((each) => [pathOf(each), each]));
  for (const sheet of now.querySelectorAll("link[rel~=stylesheet]")) {
    const version = swapped.get(decodeURIComponent(pathOf(sheet)));
    if (version) sheet.setAttribute("href", withVersion(sheet.getAttribute("href"), version));
    const old = sheets.get(pathOf(sheet));
    const [was, is] = [old?.getAttribute("href"), sheet.getAttribute("href")];
    if (!old || was === is) continue;
    sheet.setAttribute("href", was); // swapped beside the morphing, which would leave a moment without
    if (new URL(was, document.baseURI).href !== new URL(is, document.baseURI).href) swapSheet(old, is);
  }
  for (const { name, value } of now.documentElement.attributes) if (root.getAttribute(name) !== value) root.setAttribute(name, value);
  for (const { name } of [...root.attributes]) if (!now.documentElement.hasAttribute(name)) root.removeAttribute(name);
  const changes = new MutationObserver(() => {});
  const callbacks = { beforeNodeMorphed, beforeAttributeUpdated };
  Idiomorph.morph(document.head, now.head, { head: { style: "morph" }, callbacks });
  pin(now);
  changes.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  Idiomorph.morph(document.body, now.body, { callbacks, ignoreActiveValue: true });
  const records = changes.takeRecords();
  for (const element of document.querySelectorAll(`[id^="${PIN}"]`)) element.removeAttribute("id");
  return records;
}

const PIN = "briefing-pin-";

function pin(now) {
  // A block that is as it was stays the same element, however many come before it: a selection stays
  // with its words, and only what is new is marked. An id of its own tells the morphing so.
  unmarkDrafts();
  const before = single(document.body);
  const pairs = [...single(now.body)].map(([html, element]) => [before.get(html), element]).filter(([a, b]) => a && b);
  const loose = pairs.map(([old]) => isBlock(old));
  pairs.forEach(([old, element], place) => {
    old.id = element.id = PIN + place;
    if (loose[place]) [old, element].forEach(tidy);
  });
}

function isBlock(element) {
  return !/^(inline|contents)/.test(getComputedStyle(element).display) && !/^pre/.test(getComputedStyle(element.parentElement).whiteSpace);
}

function tidy(block) {
  // white space beside a block is never seen; the morphing would match it with that behind the block
  for (const node of [block.previousSibling, block.nextSibling]) {
    if (node?.nodeType === Node.TEXT_NODE && /^[ \t\r\n]*$/.test(node.data)) node.remove();
  }
}

function single(body) {
  const found = new Map();
  for (const element of body.querySelectorAll("p,li,h1,h2,h3,h4,h5,h6,tr,dt,dd,figcaption,blockquote,summary,pre")) {
    if (!element.id) found.set(element.outerHTML, found.has(element.outerHTML) ? null : element);
  }
  return found;
}

const BLOCKS = "p,li,h1,h2,h3,h4,h5,h6,tr,dt,dd,figcaption,blockquote,caption,summary,pre,article,section,nav,header,footer,main,div,body";

function markChanged(records) {
  if (calm.matches) return;
  const blocks = new Set();
  for (const record of records) {
    const nodes = record.type === "childList" ? [...record.addedNodes] : [record.target];
    if (record.type === "childList" && !nodes.length) nodes.push(record.target);
    if (record.type === "attributes" && record.attributeName === "data-briefing-draft") continue;
    for (const node of nodes) {
      if (node.nodeType === Node.TEXT_NODE && !node.data.trim()) continue;
      const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
      const block = element?.closest(BLOCKS);
      if (block && block !== document.body && block.isConnected) blocks.add(block);
    }
  }
  // a block within one that is marked as well says it again
  const outer = [...blocks].filter((block) => ![...blocks].some((other) => other !== block && block.contains(other)));
  for (const block of outer.slice(0, 12)) {
    const effect = block.animate(
      [{ outline: "3px solid rgb(224 160 0 / 90%)", outlineOffset: "3px" }, { outline: "3px solid rgb(224 160 0 / 0%)", outlineOffset: "3px" }],
      { duration: 1200, easing: "ease-in" },
    );
    effect.id = "briefing-changed";
  }
}

const pathOf = (sheet) => new URL(sheet.getAttribute("href"), document.baseURI).pathname;

function withVersion(href, version) {
  const url = new URL(href, document.baseURI);
  url.searchParams.set("preview", version);
  return url.href;
}

function swapSheet(old, href) {
  // the old one goes when the new one is there, so that the page is never without
  if (old.dataset.leaving) return;
  const fresh = old.cloneNode();
  fresh.href = href;
  old.dataset.leaving = "1";
  fresh.onload = fresh.onerror = () => old.remove();
  old.after(fresh);
}

function takeStatic(files) {
  const before = known;
  known = files;
  if (!before) return;
  const changed = Object.keys(files).filter((file) => before[file] && before[file] !== files[file]);
  const paths = new Map(changed.map((file) => [state.base + file, files[file]]));
  if ([...document.scripts].some((script) => script.src && paths.has(new URL(script.src).pathname))) {
    location.reload();
  }
  for (const old of document.querySelectorAll("link[rel~=stylesheet]")) {
    const path = decodeURIComponent(pathOf(old));
    if (!paths.has(path)) continue;
    swapped.set(path, paths.get(path));
    swapSheet(old, withVersion(old.getAttribute("href"), paths.get(path)));
  }
}

async function refresh() {
  if (working) { again = true; return; }
  working = true;
  try {
    do {
      again = false;
      await fetched(state);
    } while (again);
  } finally {
    working = false;
  }
}

async function fetched(now) {
  const live = seen !== null;
  const headers = key ? { "If-None-Match": `"${key}"` } : {};
  let answer;
  try {
    answer = await fetch(location.pathname + location.search, { headers, cache: "no-store" });
  } catch {
    mustFetch = true; // the server went away, or only this connection did
    setTimeout(look, 300);
    return;
  }
  seen = `${now.run} ${now.made}`;
  if (root.hasAttribute("data-waiting")) {
    if (answer.status === 200) location.reload();
    return;
  }
  if (answer.status === 304 || answer.status === 404) {
    if (live) offer(now.saved, false);
  } else if (answer.status === 200) {
    const text = await answer.text();
    key = (answer.headers.get("ETag") || "").replaceAll('"', "");
    markChanged(morph(text));
    showDrafts();
    offer(live ? now.saved : [], true); // this page may show a part of it only: a count, a title
  }
}

// ---- the stream of states -----------------------------------------------------------------------

let port = null;
let back = 0;

function take(message) {
  if (message.lost) {
    if (message.lost === "refused") { port?.close(); port = null; }
    lostSince();
    return;
  }
  clearTimeout(back);
  back = 0;
  state = message.state;
  if (state.ready && !location.pathname.startsWith(encodeURI(state.base))) return location.assign(state.base);
  showProblems();
  takeStatic(state.static);
  showDrafts();
  mustFetch = mustFetch || seen !== `${state.run} ${state.made}`;
  look();
}

function look() {
  if (document.hidden || !mustFetch || !state) return;
  mustFetch = false;
  refresh();
}

function lostSince() {
  // a restarted server has another token: it stands in the page itself
  if (back) return;
  back = setTimeout(async () => {
    try {
      const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
      const found = /\/_briefing\/preview\.js\?token=([\w-]+)"/.exec(await answer.text());
      back = 0;
      if (found && (found[1] !== token || !port)) {
        token = found[1];
        connect();
      }
    } catch {
      back = 0;
      showLost("gone");
      lostSince();
    }
  }, 400);
}

function connect() {
  port?.close();
  const query = "?token=" + encodeURIComponent(token);
  if (window.SharedWorker) {
    const worker = new SharedWorker("/_briefing/worker.js" + query);
    port = worker.port;
    port.onmessage = (event) => take(event.data);
    worker.onerror = () => lostSince();
    return;
  }
  const source = new EventSource("/_briefing/events" + query);
  port = source;
  source.onmessage = (event) => take({ state: JSON.parse(event.data) });
  source.onerror = () => take({ lost: source.readyState === EventSource.CLOSED ? "refused" : "waiting" });
}

addEventListener("visibilitychange", look);
addEventListener("pagehide", () => port?.postMessage?.("bye"));
addEventListener("pageshow", (event) => { if (event.persisted) connect(); });
me.remove();
connect();
