/**
 * What browsers were told, shared between the tabs of this browser and kept while a tab
 * is reloaded or left.
 */
const STORE = "close-event.connections";
const channel = new BroadcastChannel("close-event");
const mine = new Map(JSON.parse(sessionStorage.getItem(STORE) ?? "[]"));

const keep = () => sessionStorage.setItem(STORE, JSON.stringify([...mine].slice(-50)));

/** Whether this tab opened a connection, in this life or before it was reloaded. */
export const isMine = (key) => mine.has(key);

/** What this tab's connection was told, if it was. */
export const told = (key) => mine.get(key)?.told;

export function opened(key, flavour) {
  mine.set(key, { flavour });
  keep();
}

export function closed(key, told) {
  mine.get(key).told = told;
  keep();
  channel.postMessage({ key, told });
}

/** Hear what other tabs were told. */
export function onOtherTab(listener) {
  channel.onmessage = ({ data }) => listener(data.key, data.told);
}
