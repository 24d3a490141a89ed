/**
 * The endings, newest first. All that a peer chose is set as text, never as markup.
 */
import { why } from "./why.js";

const FLAVOURS = {
  "raw": "WebSocket", "sockjs": "SockJS", "sockjs-http": "SockJS, HTTP only", "stomp": "STOMP",
  "stomp-sockjs": "STOMP on SockJS"
};
const WHO = {
  PEER: "the browser", APPLICATION: "the application", CONTAINER: "the server or framework", NETWORK: "nobody: the network"
};
const LIMIT = 50;

const list = document.getElementById("endings");
const template = document.getElementById("ending");
const known = new Map();

/** Show what the server was told of a connection. */
export function serverTold(key, server, about) {
  const ending = find(key, about);
  ending.server = server;
  ending.flavour = flavourOf(server, ending.flavour);
  show(ending);
}

/** Show no endings any more. */
export function clear() {
  known.clear();
  list.replaceChildren();
  document.getElementById("empty").hidden = false;
}

/** Show what a browser was told of a connection. */
export function browserTold(key, browser, about = {}) {
  const ending = find(key, about);
  ending.browser = browser;
  show(ending);
}

function find(key, { mine, flavour } = {}) {
  let ending = (key) ? known.get(key) : undefined;
  if (!ending) {
    ending = { key, element: template.content.firstElementChild.cloneNode(true) };
    if (key) {
      known.set(key, ending);
    }
    list.prepend(ending.element);
    document.getElementById("empty").hidden = true;
    trim();
  }
  ending.mine = mine ?? ending.mine ?? false;
  ending.flavour = flavour ?? ending.flavour;
  return ending;
}

function trim() {
  while (list.children.length > LIMIT) {
    const last = list.lastElementChild;
    known.delete(last.dataset.key);
    last.remove();
  }
}

function flavourOf({ path, transport }, known) {
  const start = path?.split("/")[1] ?? "";
  const flavour = { chat: "raw", stomp: "stomp", "stomp-sockjs": "stomp-sockjs" }[start];
  return flavour ?? ((start === "sockjs") ? (transport === "sockjs-websocket") ? "sockjs" : "sockjs-http" : known);
}

function show(ending) {
  const { element, key, mine, flavour, browser, server } = ending;
  Object.assign(element.dataset, { key: key ?? "", mine, flavour: flavour ?? "" });
  set(element, ".headline", headline(browser, server));
  set(element, ".facts", [FLAVOURS[flavour], (mine) ? "this tab" : "another tab", server && duration(server.duration),
    time(server?.closedAt)].filter(Boolean).join(" · "));
  side(element.querySelector(".browser"), browser, browser && rows({ Reason: quoted(browser.reason) }),
    (mine) ? "Nothing yet." : "Nothing.");
  side(element.querySelector(".server"), server, server && rows({
    "Reason": quoted(server.reason), "Who closed": WHO[server.initiator], "Sent": frame(server.sent),
    "Received": frame(server.received)
  }), "Nothing yet.");
  set(element, ".meaning", (server) ? `${server.code} ${server.name}: ${server.description} ${advice(server)}` : "");
  set(element, ".why", (server) ? why({ flavour: flavour ?? "", browser, server }) : "");
  element.toggleAttribute("data-complete", Boolean(server));
}

function headline(browser, server) {
  if (!server) {
    return `The browser was told ${browser.code}, the server not yet`;
  }
  const code = `${server.code} ${server.name}`;
  switch (server.initiator) {
    case "PEER":
      return (server.code === 1001) ? "The page was left or closed" : `The browser closed: ${code}`;
    case "APPLICATION":
      return (server.error) ? "The handler failed" : `The application closed: ${code}`;
    case "CONTAINER":
      return `The server closed: ${code}`;
    default:
      return (browser?.wasClean) ? "The browser left without a word" : "The connection was lost";
  }
}

function side(element, told, content, nothing) {
  for (const name of ["code", "reason", "clean", "initiator"]) {
    delete element.dataset[name];
  }
  if (told) {
    Object.assign(element.dataset, { code: told.code, reason: told.reason, clean: told.wasClean });
    if (told.initiator) {
      element.dataset.initiator = told.initiator;
    }
  }
  const verdict = element.querySelector(".verdict");
  verdict.replaceChildren(...(told) ? [strong(told.code), span("name", told.name ?? ""), clean(told.wasClean)] : [nothing]);
  element.querySelector("dl").replaceChildren(...content ?? []);
}

const set = (element, selector, text) => { element.querySelector(selector).textContent = text; };
const quoted = (reason) => (reason === "") ? "none" : `“${reason}”`;
const advice = ({ advice }) => ({
  NEVER: "A client should not come back by itself.", LATER: "A client may come back after a while.",
  NOW: "A client may come back at once."
})[advice];

function frame(frame) {
  if (!frame) {
    return "no Close frame";
  }
  return (frame.code === 1005) ? "an empty Close frame" : [frame.code, frame.reason && quoted(frame.reason)].filter(Boolean).join(" ");
}

const time = (instant) => ((instant) ? new Date(instant) : new Date()).toLocaleTimeString();

function duration(millis) {
  const seconds = millis / 1000;
  return (seconds < 60) ? `open for ${seconds.toFixed(1)} s`
    : `open for ${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

function strong(code) {
  const element = document.createElement("strong");
  element.textContent = code;
  return element;
}

function span(type, text) {
  const element = document.createElement("span");
  element.className = type;
  element.textContent = text;
  return element;
}

function clean(wasClean) {
  return span((wasClean) ? "clean" : "unclean", (wasClean) ? "✓ clean" : "✕ not clean");
}

function rows(facts) {
  return Object.entries(facts).flatMap(([term, text]) => {
    const dt = document.createElement("dt");
    const dd = document.createElement("dd");
    dt.textContent = term;
    dd.textContent = text;
    return [dt, dd];
  });
}
