/**
 * What browsers were told: shared between the tabs of this browser, and kept when one of
 * them is reloaded or left.
 */
const TOLD = "close-event.told";
const MINE = "close-event.mine";
const CLEARED = "close-event.cleared";
const LIMIT = 100;

const read = (storage, name) => JSON.parse(storage.getItem(name) ?? "[]");
const write = (storage, name, entries) => storage.setItem(name, JSON.stringify(entries.slice(-LIMIT)));

/** Whether this tab opened a connection, in this life or before it was reloaded. */
export const isMine = (key) => read(sessionStorage, MINE).includes(key);

/** What the page of a connection was told, if it was, in whatever tab. */
export const told = (key) => new Map(read(localStorage, TOLD)).get(key);

export const opened = (key) => write(sessionStorage, MINE, [...read(sessionStorage, MINE), key]);

export const closed = (key, told) => write(localStorage, TOLD, [...read(localStorage, TOLD), [key, told]]);

/** Hear what the pages in other tabs are told. */
export function onOtherTab(listener) {
  addEventListener("storage", ({ key, newValue }) => {
    if (key === TOLD && newValue) {
      listener(...JSON.parse(newValue).at(-1));
    }
  });
}

/** What ended until then is not to be shown in this tab any more. */
export const clear = (closedAt) => sessionStorage.setItem(CLEARED, closedAt);

export const isCleared = (closedAt) => closedAt <= (sessionStorage.getItem(CLEARED) ?? "");
