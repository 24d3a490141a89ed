import { Connection } from "./connection.js";
import { follow } from "./feed.js";
import * as cards from "./cards.js";
import * as sessions from "./sessions.js";
import * as summary from "./summary.js";
import * as tabs from "./tabs.js";

const $ = (id) => document.getElementById(id);
const LOCAL = ["localhost", "127.0.0.1"].includes(location.hostname);

let connection;
let plugged = false;
let newest = "";

// Connect

function state(state, text, key = "") {
  const focused = document.activeElement;
  Object.assign($("status").dataset, { state, key });
  $("status").textContent = text;
  $("connect").disabled = state !== "closed";
  document.querySelectorAll(".needs-open").forEach((button) => { button.disabled = state !== "open"; });
  $("plug").disabled = !plugged || !["open", "closing"].includes(state);
  if (focused.disabled) {
    // Who uses the keyboard goes on where it makes sense.
    ((state === "closed") ? $("connect") : $("end-title")).focus({ preventScroll: true });
  }
}

$("connect-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const flavour = new FormData(event.target).get("flavour");
  const key = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
  $("answer").textContent = $("browser-error").textContent = "";
  state("connecting", "connecting …", key);
  tabs.opened(key);
  connect(flavour, key, $("name").value, await cable(key));
});

function connect(flavour, key, name, port) {
  plugged = Boolean(port);
  connection = new Connection(flavour, key, name, port);
  connection.addEventListener("open", () => {
    state("open", "connected", key);
    sessions.refresh();
  });
  connection.addEventListener("message", ({ detail }) => { $("answer").textContent = `The server says: ${detail}`; });
  connection.addEventListener("close", ({ detail }) => {
    if (port && !detail.opened) {
      // The cable ends on the server's machine, which may be another one after all.
      connect(flavour, key, name);
      return;
    }
    state("closed", "not connected");
    tabs.closed(key, detail);
    reveal(cards.show(key, { mine: true, page: true, flavour, waiting: false, browser: detail }));
  });
}

/** Connect through a cable that can be pulled; it ends on this machine. */
async function cable(key) {
  try {
    const response = (LOCAL) ? await fetch(`cables/${key}`, { method: "PUT" }) : undefined;
    return (response?.ok) ? (await response.json()).port : undefined;
  }
  catch {
    return undefined;
  }
}

// End it

$("browser-form").addEventListener("submit", (event) => {
  event.preventDefault();
  $("browser-error").textContent = "";
  try {
    connection.close(...codeAndReason());
    state("closing", "waiting for the server's answer …", connection.key);
  }
  catch (error) {
    $("browser-error").textContent = `${error.name}: ${error.message}`;
  }
});

/** As a script would write it: close(), close(4999), close(4999, "bye"), close(undefined, "bye"). */
function codeAndReason() {
  const code = $("browser-code").value.trim();
  const reason = $("browser-reason").value;
  const number = (/^\d+$/.test(code)) ? Number(code) : (code !== "") ? NaN : undefined;
  return (reason !== "") ? [number, reason] : (code !== "") ? [number] : [];
}

$("server-form").addEventListener("submit", (event) => {
  event.preventDefault();
  const code = $("server-code").value.trim();
  const reason = $("server-reason").value;
  if (code === "" && reason !== "") {
    $("answer").textContent = "A reason needs a code: Spring's close() without a code has no room for one.";
    return;
  }
  connection.ask("close", `${code} ${reason}`.trim());
});
$("server-throw").onclick = () => connection.ask("throw");
$("server-silence").onclick = () => {
  connection.ask("silence");
  $("answer").textContent = (connection.flavour === "sockjs-http")
    ? "Over HTTP each message is a request of its own: silence in one keeps the server from nothing else."
    : "For a while the server neither reads nor answers. Close now and see who waits, or pull the plug meanwhile.";
};
$("server-message").onclick = () => connection.ask("chat", "hello");
$("plug").onclick = () => fetch(`cables/${connection.key}`, { method: "DELETE" });
$("away").onclick = () => { location.href = "away.html"; };

// What a code means

function explain(input, output, none, refused) {
  let turn = 0;
  const update = async () => {
    const mine = ++turn;
    const code = input.value.trim();
    const text = (code === "") ? none : await meaning(code, refused);
    if (mine === turn) {
      output.textContent = text;
    }
  };
  input.addEventListener("input", update);
  update();
}

async function meaning(code, refused) {
  try {
    const response = await fetch(`codes/${encodeURIComponent(code)}`);
    const answer = await response.json();
    return (response.ok) ? `${answer.name}. ${answer.description} ${refused(answer)}` : answer.detail;
  }
  catch {
    return "";
  }
}

explain($("browser-code"), $("code-info"), "No code: an empty Close frame.",
  ({ sendable }) => (sendable) ? "" : "A page may not send it.");
explain($("server-code"), $("server-code-info"), "No code: Spring chooses one.",
  ({ wireLegal }) => (wireLegal) ? "" : "No Close frame may hold it.");
explain($("sessions-code"), $("sessions-code-info"), "A code is needed.",
  ({ serverSendable }) => (serverSendable) ? "" : "No server may send it.");

// See it

function reveal({ headline, element }) {
  element.scrollIntoView({ block: "nearest" });
  if ($("news").textContent !== headline) {
    $("news").textContent = headline;
  }
}

follow((ending, live) => {
  if (tabs.isCleared(ending.closedAt)) {
    return;
  }
  newest = ending.closedAt;
  const key = ending.key ?? ending.id;
  const facts = { server: ending, mine: tabs.isMine(key), page: ending.key !== null };
  const browser = tabs.told(key);
  if (browser) {
    facts.browser = browser;
  }
  else {
    facts.waiting = key === $("status").dataset.key;
  }
  const shown = cards.show(key, facts);
  if (live && facts.mine) {
    reveal(shown);
  }
  if (live) {
    sessions.refresh();
    summary.refresh();
  }
}, (state, text) => {
  $("feed-status").dataset.state = state;
  $("feed-status").textContent = text;
  sessions.follow(state === "open");
  summary.follow(state === "open");
});
tabs.onOtherTab((key, browser) => cards.show(key, { page: true, waiting: false, browser }));
$("clear").onclick = () => {
  tabs.clear(newest);
  cards.clear();
};
state("closed", "not connected");
