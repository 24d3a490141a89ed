/**
 * The endings, newest first. All that a peer chose is set as text, never as markup.
 */
import { frame, headline, who, why } from "./why.js";

export const FLAVOURS = {
  "raw": "WebSocket", "sockjs": "SockJS", "sockjs-http": "SockJS, HTTP only", "stomp": "STOMP",
  "stomp-sockjs": "STOMP on SockJS"
};
const LIMIT = 50;

const list = document.getElementById("endings");
const template = document.getElementById("ending");
const known = new Map();

/**
 * Show what is known of an ending. Facts of an earlier call stay.
 * @param key the page's name for the connection, or the server's for that of a stranger
 * @param facts flavour, mine (opened by this tab), page (opened by a page), waiting (the
 * page is still to be told), browser and server
 * @return the headline and the element
 */
export function show(key, facts) {
  let ending = known.get(key);
  if (facts.server && ending?.server && ending.server.id !== facts.server.id) {
    // Somebody took the name of a connection; it stays with the first.
    return show(facts.server.id, { ...facts, mine: false, page: false });
  }
  if (!ending) {
    ending = { key, mine: false, page: false, flavour: "", element: template.content.firstElementChild.cloneNode(true) };
    known.set(key, ending);
    list.prepend(ending.element);
    document.getElementById("empty").hidden = true;
    trim();
  }
  Object.assign(ending, facts);
  if (ending.server) {
    ending.flavour = flavourOf(ending.server);
  }
  render(ending);
  return { headline: headline(ending), element: ending.element };
}

/** Show no endings any more. */
export function clear() {
  known.clear();
  list.replaceChildren();
  document.getElementById("empty").hidden = false;
}

function trim() {
  while (list.children.length > LIMIT) {
    known.delete(list.lastElementChild.dataset.key);
    list.lastElementChild.remove();
  }
}

/** What a session is spoken over, by its path and transport on the server. */
export function flavourOf({ path, transport }) {
  const start = path?.split("/")[1] ?? "";
  return { chat: "raw", stomp: "stomp", "stomp-sockjs": "stomp-sockjs" }[start]
    ?? ((transport === "sockjs-websocket" || transport === "websocket") ? "sockjs" : "sockjs-http");
}

function render(ending) {
  const { element, key, mine, page, flavour, browser, server } = ending;
  Object.assign(element.dataset, { key, mine, flavour });
  set(element, ".headline", headline(ending));
  set(element, ".facts", [FLAVOURS[flavour], (mine) ? "this tab" : (page) ? "another tab" : "another client",
    server && duration(server.duration), time(server?.closedAt)].filter(Boolean).join(" · "));
  side(element.querySelector(".browser"), browser, nothing(ending), browser && { Reason: quoted(browser.reason) });
  side(element.querySelector(".server"), server, (browser?.opened) ? "Not known: the server is not reached." : "Nothing.", server && {
    "Reason": quoted(server.reason), "Who closed": who(ending), "Sent": detailed(server.sent),
    "Received": detailed(server.received)
  });
  set(element, ".meaning", (server) ? `${server.code} ${server.name}: ${server.description} ${advice(server)}` : "");
  set(element, ".why", why(ending));
}

function nothing({ page, waiting }) {
  return (waiting) ? "Waiting …" : (page) ? "Nothing: its page was gone." : "Not known: it is no page of this browser.";
}

function side(element, told, nothing, facts) {
  for (const name of ["code", "reason", "clean", "initiator"]) {
    delete element.dataset[name];
  }
  if (told) {
    Object.assign(element.dataset, { code: told.code, reason: told.reason, clean: told.wasClean });
    if (told.initiator) {
      element.dataset.initiator = told.initiator;
    }
  }
  element.querySelector(".verdict").replaceChildren(...(told)
    ? [create("strong", told.code), create("span", told.name ?? "", "name"), clean(told.wasClean)] : [nothing]);
  element.querySelector("dl").replaceChildren(...Object.entries(facts ?? {})
    .flatMap(([term, text]) => [create("dt", term), create("dd", text)]));
}

function set(element, selector, text) {
  element.querySelector(selector).textContent = text;
}

function create(type, text, className = "") {
  return Object.assign(document.createElement(type), { textContent: text, className });
}

const clean = (wasClean) => create("span", (wasClean) ? "✓ clean" : "✕ not clean", (wasClean) ? "clean" : "unclean");
const quoted = (reason) => (reason === "") ? "none" : `“${reason}”`;
const detailed = (sent) => (sent?.reason) ? `${frame(sent)} and ${quoted(sent.reason)}` : frame(sent);
const time = (instant) => ((instant) ? new Date(instant) : new Date()).toLocaleTimeString();

const advice = ({ advice }) => ({
  NEVER: "A client should not come back by itself.", LATER: "A client may come back after a while.",
  NOW: "A client may come back at once."
})[advice];

/** How long a session has been open, in words. */
export function duration(millis) {
  const seconds = Math.round(millis / 100) / 10;
  return (seconds < 60) ? `open for ${seconds.toFixed(1)} s`
    : `open for ${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}
