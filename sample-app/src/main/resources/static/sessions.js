/**
 * The sessions that are open, those of other tabs and clients too, and a way to close
 * them from the server. All that a peer chose is set as text, never as markup.
 */
import { duration, FLAVOURS, flavourOf } from "./cards.js";
import { poll } from "./polling.js";
import { isMine } from "./tabs.js";

const $ = (id) => document.getElementById(id);
const LIMIT = 50;

const template = $("session");
const rows = new Map();
const buttons = new Map();

export const { follow, refresh } = poll("sessions", show);

function show(answer) {
  const open = answer ?? [];
  $("sessions-state").textContent = (!answer) ? "The server is not reached."
    : (open.length === 0) ? "None. Connect, here or in another tab."
    : (open.length > LIMIT) ? `The oldest ${LIMIT} of ${open.length}.` : "";
  update($("sessions"), rows, open.slice(0, LIMIT).map((session) => [session.id, session]), row, fill);
  const users = new Map();
  open.filter(({ user }) => user !== null).forEach(({ user }) => users.set(user, (users.get(user) ?? 0) + 1));
  update($("users"), buttons, [...users].slice(0, LIMIT), button,
    (element, count, user) => { element.textContent = `Close all of ${user} (${count})`; });
}

/** Keep the elements of what is still there: one of them may have the focus. */
function update(parent, elements, entries, create, fill) {
  const names = new Set(entries.map(([name]) => name));
  for (const [name, element] of elements) {
    if (!names.has(name)) {
      const focused = element.contains(document.activeElement);
      element.remove();
      elements.delete(name);
      if (focused) {
        $("sessions-title").focus({ preventScroll: true });
      }
    }
  }
  for (const [name, facts] of entries) {
    if (!elements.has(name)) {
      elements.set(name, create(name));
      parent.append(elements.get(name));
    }
    fill(elements.get(name), facts, name);
  }
}

function row(id) {
  const element = template.content.firstElementChild.cloneNode(true);
  element.querySelector("button").onclick = () => close(`sessions/${encodeURIComponent(id)}`);
  return element;
}

function fill(element, session) {
  const { key, user, openedAt } = session;
  const flavour = flavourOf(session);
  const name = user ?? "no name";
  const tab = (isMine(key)) ? "this tab" : (key) ? "another tab" : "another client";
  Object.assign(element.dataset, { key: key ?? "", user: user ?? "", flavour });
  element.querySelector("strong").textContent = name;
  element.querySelector(".facts").textContent = [FLAVOURS[flavour], tab,
    duration(Math.max(0, Date.now() - Date.parse(openedAt)))].join(" · ");
  element.querySelector("button").ariaLabel = `Close ${name}, ${FLAVOURS[flavour]}, ${tab}`;
}

function button(user) {
  const element = Object.assign(document.createElement("button"), { type: "button" });
  element.dataset.user = user;
  element.onclick = () => close(`users/${encodeURIComponent(user)}/sessions`);
  return element;
}

async function close(what) {
  $("sessions-error").textContent = "";
  $("sessions-answer").textContent = "Closing …";
  const query = new URLSearchParams({ code: $("sessions-code").value.trim(), reason: $("sessions-reason").value });
  try {
    const response = await fetch(`${what}?${query}`, { method: "DELETE" });
    const answer = await response.json();
    $("sessions-answer").textContent = (response.ok) ? inWords(answer) : "";
    $("sessions-error").textContent = (response.ok) ? "" : answer.detail;
  }
  catch {
    $("sessions-answer").textContent = "";
    $("sessions-error").textContent = "The server did not answer.";
  }
  refresh();
}

function inWords({ asked, clean, notClean, refused }) {
  return (asked === 0) ? "It had ended already."
    : [`${asked} asked to close`, `${clean} ended clean`, notClean && `${notClean} did not`,
      refused && `${refused} refused by the server`].filter(Boolean).join(", ") + ".";
}

$("sessions-form").addEventListener("submit", (event) => event.preventDefault());
