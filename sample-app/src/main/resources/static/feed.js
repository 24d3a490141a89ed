/**
 * What the server says of endings: at first the last ones, then each as it happens (live).
 * Comes back by itself when the server does.
 */
export function follow(onEnding, onState) {
  let delay = 500;
  const connect = () => {
    const url = new URL("feed", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url);
    let live = false;
    socket.onopen = () => {
      delay = 500;
      onState(true);
    };
    socket.onmessage = (event) => {
      JSON.parse(event.data).forEach((ending) => onEnding(ending, live));
      live = true;
    };
    socket.onclose = () => {
      onState(false);
      setTimeout(connect, delay);
      delay = Math.min(delay * 2, 10_000);
    };
  };
  connect();
}
