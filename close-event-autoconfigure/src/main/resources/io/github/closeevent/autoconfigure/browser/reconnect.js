/**
 * A WebSocket that comes back by itself, as the application advises for the code that its
 * connection ended with. The line above this one is what codes.json says as well, written
 * by the server.
 */

/**
 * What the application says of some codes of the same meaning. The delay, in
 * milliseconds, is the one before the first attempt to come back; never has none.
 * @typedef {{first: number, last: number, name: string, description: string,
 *   advice: ("never"|"later"|"now"), delay: ({least: number, most: number}|undefined)}} CloseCode
 */

/**
 * @param {number} code 0-65535, as in a CloseEvent
 * @returns {CloseCode} what the application says of it
 */
export function closeCode(code) {
  return rules.codes.find(({ last }) => code <= last);
}

/** A random delay; after failures its upper bound grows up to a limit. */
function draw({ least, most }, failures) {
  const { initial, multiplier, max } = rules.backoff;
  const longest = (failures === 0) ? most : Math.max(most, Math.min(max, initial * multiplier ** failures));
  return Math.floor(least + Math.random() * (longest - least));
}

/**
 * To be used as a WebSocket. It differs in this:
 *
 * Each end of a connection, and each attempt that fails, is an event "close". If another
 * attempt will follow, readyState is CONNECTING by then, and an event "reconnecting" comes
 * next; its detail has code, name, description and advice of the end, which attempt it
 * will be since the connection was last stable (1 is the first), and its delay in
 * milliseconds. Otherwise readyState is CLOSED, and nothing comes any more.
 *
 * send() throws an InvalidStateError while there is no connection, as a WebSocket does
 * before it is open. Nothing is kept to be sent later: only the page knows what is still
 * worth it.
 *
 * close() is final. It ends the waiting, too, without an event.
 */
export class ReconnectingWebSocket extends EventTarget {
  onopen = null;
  onmessage = null;
  onerror = null;
  onclose = null;
  onreconnecting = null;

  #url;
  #protocols;
  #binaryType = "blob";
  #socket;
  #failures = 0;
  #over = false;
  #waiting = new AbortController();

  /**
   * @param {string|URL} url as for a WebSocket
   * @param {string|string[]} protocols as for a WebSocket
   */
  constructor(url, protocols = []) {
    super();
    for (const type of ["open", "message", "error", "close", "reconnecting"]) {
      this.addEventListener(type, (event) => this[`on${type}`]?.(event));
    }
    this.#url = url;
    this.#protocols = protocols;
    this.#connect();
  }

  get url() { return this.#socket.url; }
  get protocol() { return this.#socket.protocol; }
  get extensions() { return this.#socket.extensions; }
  get bufferedAmount() { return this.#socket.bufferedAmount; }

  get readyState() {
    const state = this.#socket.readyState;
    return (state === WebSocket.CLOSED && !this.#over) ? WebSocket.CONNECTING : state;
  }

  get binaryType() { return this.#binaryType; }
  set binaryType(type) {
    this.#socket.binaryType = type;
    this.#binaryType = this.#socket.binaryType;
  }

  send(data) {
    if (this.readyState === WebSocket.CONNECTING) {
      throw new DOMException("There is no connection yet.", "InvalidStateError");
    }
    this.#socket.send(data);
  }

  close(...codeAndReason) {
    this.#socket.close(...codeAndReason);
    this.#over = true;
    this.#waiting.abort();
  }

  #connect() {
    const socket = this.#socket = new WebSocket(this.#url, this.#protocols);
    this.#url = socket.url;
    socket.binaryType = this.#binaryType;
    let openedAt = Infinity;
    socket.onopen = () => {
      openedAt = performance.now();
      this.dispatchEvent(new Event("open"));
    };
    socket.onmessage = (event) => this.dispatchEvent(new MessageEvent("message", event));
    socket.onerror = () => this.dispatchEvent(new Event("error"));
    socket.onclose = (event) => {
      // A server that accepts and closes at once is no better than one that refuses.
      if (performance.now() - openedAt >= rules.backoff.resetAfter) {
        this.#failures = 0;
      }
      this.#closed(event);
    };
  }

  #closed(event) {
    const { name, description, advice, delay } = closeCode(event.code);
    this.#over ||= !delay;
    this.dispatchEvent(new CloseEvent("close", event));
    if (!this.#over) {
      // A browser that says it is offline may be wrong, for example about a server on the same machine.
      const next = draw(delay, this.#failures++);
      const wait = (navigator.onLine) ? next : rules.backoff.max;
      this.#connectAfter(wait, next);
      this.dispatchEvent(new CustomEvent("reconnecting",
        { detail: { code: event.code, name, description, advice, attempt: this.#failures, delay: wait } }));
    }
  }

  /** Connect when the time is over, or after another time once the browser is online. */
  #connectAfter(delay, delayOnline) {
    const { signal } = this.#waiting = new AbortController();
    const start = (time) => {
      const timer = setTimeout(() => {
        this.#waiting.abort();
        this.#connect();
      }, time);
      signal.addEventListener("abort", () => clearTimeout(timer));
    };
    start(delay);
    addEventListener("online", () => start(delayOnline), { signal });
  }
}

/** As those of a WebSocket: on the class and on each object, and never changed. */
["CONNECTING", "OPEN", "CLOSING", "CLOSED"].forEach((name) => {
  const constant = { value: WebSocket[name], enumerable: true };
  Object.defineProperty(ReconnectingWebSocket, name, constant);
  Object.defineProperty(ReconnectingWebSocket.prototype, name, constant);
});
