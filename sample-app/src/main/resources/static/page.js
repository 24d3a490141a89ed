import { Connection } from "./connection.js";
import { follow } from "./feed.js";
import { browserTold, clear, serverTold } from "./cards.js";
import * as tabs from "./tabs.js";

const $ = (id) => document.getElementById(id);
const LOCAL = ["localhost", "127.0.0.1"].includes(location.hostname);

let connection;
let plugged = false;

// Connect

function state(state, text, key = "") {
  Object.assign($("status").dataset, { state, key });
  $("status").textContent = text;
  $("connect").disabled = state !== "closed";
  document.querySelectorAll(".needs-open").forEach((button) => { button.disabled = state !== "open"; });
  $("plug").disabled ||= !plugged;
}

$("connect-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const flavour = new FormData(event.target).get("flavour");
  const key = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
  state("connecting", "connecting …", key);
  $("answer").textContent = $("browser-error").textContent = "";
  const port = await cable(key);
  const opened = new Connection(flavour, key, port);
  tabs.opened(key, flavour);
  opened.addEventListener("open", () => state("open", "connected", key));
  opened.addEventListener("message", ({ detail }) => { $("answer").textContent = `The server says: ${detail}`; });
  opened.addEventListener("close", ({ detail }) => {
    state("closed", "not connected");
    tabs.closed(key, detail);
    browserTold(key, detail, { mine: true, flavour });
    announce(`The browser was told ${detail.code}.`);
  });
  connection = opened;
  plugged = Boolean(port);
});

/** Connect through a cable that can be pulled; it ends on this machine. */
async function cable(key) {
  if (!LOCAL) {
    return undefined;
  }
  try {
    const response = await fetch(`cables/${key}`, { method: "PUT" });
    return (response.ok) ? (await response.json()).port : undefined;
  }
  catch {
    return undefined;
  }
}

// End it

$("browser-form").addEventListener("submit", (event) => {
  event.preventDefault();
  $("browser-error").textContent = "";
  const code = $("browser-code").value.trim();
  const reason = $("browser-reason").value;
  try {
    connection.close(...arguments_(code, reason));
    if ($("status").dataset.state === "open") {
      state("closing", "waiting for the server's answer …", connection.key);
    }
  }
  catch (error) {
    $("browser-error").textContent = `${error.name}: ${error.message}`;
  }
});

/** As a script would write it: close(), close(4999), close(4999, "bye"), close(undefined, "bye"). */
function arguments_(code, reason) {
  const number = (code === "") ? undefined : Number(code);
  return (reason !== "") ? [number, reason] : (code !== "") ? [number] : [];
}

$("server-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const code = $("server-code").value.trim();
  connection.ask("close", (code !== "") ? `${code} ${$("server-reason").value}`.trim() : "");
});
$("server-throw").onclick = () => connection.ask("throw");
$("server-silence").onclick = () => {
  connection.ask("silence");
  $("answer").textContent = (connection.flavour === "sockjs-http")
    ? "Over HTTP each message is a request of its own: silence in one keeps the server from nothing else."
    : "For a while the server neither reads nor answers. Close now, and see who waits.";
};
$("server-message").onclick = () => connection.ask("chat", "hello");
$("plug").onclick = () => fetch(`cables/${connection.key}`, { method: "DELETE" });
$("away").onclick = () => { location.href = "away.html"; };

// What a code means

let asked = 0;

async function explain() {
  const code = $("browser-code").value.trim();
  const turn = ++asked;
  const text = (code === "") ? "No code: an empty Close frame." : await meaning(code);
  if (turn === asked) {
    $("code-info").textContent = text;
  }
}

async function meaning(code) {
  try {
    const response = await fetch(`codes/${encodeURIComponent(code)}`);
    const { name, description, sendable, detail } = await response.json();
    return (response.ok) ? `${name}. ${description} ${(sendable) ? "" : "A page may not send it."}` : detail;
  }
  catch {
    return "";
  }
}

$("browser-code").addEventListener("input", explain);

// See it

function announce(text) {
  $("news").textContent = text;
}

follow((ending, live) => {
  const key = ending.key ?? ending.id;
  serverTold(key, ending, { mine: tabs.isMine(key) });
  if (tabs.told(key)) {
    browserTold(key, tabs.told(key));
  }
  if (live) {
    announce(`The server was told ${ending.code} ${ending.name}.`);
  }
}, (open) => {
  $("feed-status").dataset.state = (open) ? "open" : "closed";
  $("feed-status").textContent = (open) ? "live" : "server not reached";
});
$("clear").onclick = clear;
tabs.onOtherTab((key, told) => browserTold(key, told));
state("closed", "not connected");
explain();
