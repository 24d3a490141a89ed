/**
 * How the last sessions ended, as the Actuator endpoint sums it up. Sessions of every client
 * count, and those of the page's own connection, which have no event, do not.
 */
import { poll } from "./polling.js";

const $ = (id) => document.getElementById(id);
const LIMIT = 8;

export const { follow, refresh } = poll("actuator/closeevents/summary", show);

function show(summary) {
  $("summary-state").textContent = (!summary) ? "The server is not reached."
    : (summary.closes === 0) ? "None has ended yet."
    : `${summary.closes} since ${new Date(summary.from).toLocaleTimeString()}, ${summary.clean} of them clean.`;
  const codes = summary?.codes ?? [];
  const most = Math.max(1, ...codes.map(({ closes }) => closes));
  $("summary").replaceChildren(...codes.slice(0, LIMIT).map((code) => row(code, most)));
  $("summary-table").hidden = codes.length === 0;
}

function row({ code, name, closes, notClean }, most) {
  const element = $("summary-row").content.firstElementChild.cloneNode(true);
  element.dataset.code = code;
  element.querySelector(".name").textContent = `${code} ${name}`;
  element.querySelector(".count").textContent = closes;
  element.querySelector(".not-clean").textContent = notClean;
  Object.assign(element.querySelector("meter"), { max: most, value: closes });
  return element;
}
