/**
 * One connection to the server, whatever it is spoken over. The page closes the socket
 * itself, below STOMP, because STOMP has no word for a code.
 */

const PATHS = {
  "raw": "chat", "sockjs": "sockjs", "sockjs-http": "sockjs", "stomp": "stomp", "stomp-sockjs": "stomp-sockjs"
};

export class Connection extends EventTarget {
  #socket;
  #stomp;
  #opened = false;
  #closedAt;

  constructor(flavour, key, name, port) {
    super();
    this.flavour = flavour;
    this.key = key;
    const url = new URL(PATHS[flavour], location.href);
    url.port = port ?? url.port;
    url.searchParams.set("connection", key);
    if (name) {
      url.searchParams.set("name", name);
    }
    if (flavour.startsWith("stomp")) {
      this.#openStomp(() => this.#open(url));
    }
    else {
      this.#open(url);
      this.#socket.onopen = () => this.#tell("open");
      this.#socket.onmessage = (event) => this.#tell("message", event.data);
    }
  }

  #open(url) {
    if (this.flavour.includes("sockjs")) {
      const transports = (this.flavour === "sockjs-http") ? ["xhr-streaming", "xhr-polling"] : ["websocket"];
      this.#socket = new SockJS(url.href, null, { transports });
    }
    else {
      url.protocol = url.protocol.replace("http", "ws");
      this.#socket = new WebSocket(url, (this.flavour === "stomp") ? ["v12.stomp"] : []);
    }
    this.#socket.addEventListener("close", (event) => {
      this.#stomp?.deactivate();
      const waited = (this.#closedAt !== undefined) ? performance.now() - this.#closedAt : 0;
      this.#tell("close",
        { code: event.code, reason: event.reason, wasClean: event.wasClean, opened: this.#opened, waited });
    });
    return this.#socket;
  }

  #openStomp(webSocketFactory) {
    this.#stomp = new StompJs.Client({
      webSocketFactory,
      reconnectDelay: 0,
      onConnect: () => {
        const hear = (message) => this.#tell("message", message.body);
        this.#stomp.subscribe("/topic/chat", hear);
        this.#stomp.subscribe("/user/queue/answers", hear);
        this.#tell("open");
      }
    });
    this.#stomp.activate();
  }

  #tell(type, detail) {
    this.#opened ||= type === "open";
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  /** Close from this end; throws what the browser throws. */
  close(...codeAndReason) {
    this.#socket.close(...codeAndReason);
    this.#closedAt ??= performance.now();
  }

  /** Ask the server: "close", "throw", "silence" or, with a text, "chat". */
  ask(command, text = "") {
    if (this.#stomp) {
      this.#stomp.publish({ destination: `/app/${command}`, body: text });
    }
    else {
      this.#socket.send((command === "chat") ? text : `${command} ${text}`.trim());
    }
  }
}
