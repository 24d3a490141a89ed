import { closeCode, ReconnectingWebSocket } from "./close-event/reconnect.js";

const ENDED = { 1001: "the server goes away", 1006: "server not reached", 1012: "the server restarts" };

/**
 * What the server says of endings: at first the last ones, then each as it happens (live).
 * Comes back by itself when the server does, and says what it is waiting for.
 */
export function follow(onEnding, onState) {
  const url = new URL("feed", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const socket = new ReconnectingWebSocket(url);
  let live;
  socket.onopen = () => {
    live = false;
    onState("open", "live");
  };
  socket.onmessage = (event) => {
    JSON.parse(event.data).forEach((ending) => onEnding(ending, live));
    live = true;
  };
  socket.onreconnecting = ({ detail }) => onState("closed", `${ended(detail.code)}; trying again ${when(detail.delay)}`);
  socket.onclose = ({ code }) => {
    if (socket.readyState === WebSocket.CLOSED) {
      onState("closed", `${ended(code)}; reload the page to try again`);
    }
  };
}

const ended = (code) => `${ENDED[code] ?? closeCode(code).name}: ${code}`;
const when = (delay) => (delay === 0) ? "at once" : `in ${Math.ceil(delay / 1000)} s`;
