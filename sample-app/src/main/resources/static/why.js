/**
 * Why the two ends were told what they were told.
 *
 * flavour: raw, sockjs, sockjs-http, stomp or stomp-sockjs; browser: code, reason and
 * wasClean, or undefined if no page is there to know; server: what CloseEvent says.
 */
export function why({ flavour, browser, server }) {
  return [cause(flavour, server), difference(flavour, browser, server)].filter(Boolean).join(" ");
}

function cause(flavour, { initiator, error, code, sent, wasClean }) {
  switch (initiator) {
    case "PEER":
      return (code === 1001)
        ? "1001 is what a browser sends for a page that was left or a tab that was closed."
        : "";
    case "APPLICATION":
      return (error)
        ? `${error} left the handler, so Spring closed with 1011. The browser learns that something failed, not what.`
        : (wasClean) ? ""
        : (sent) ? "No answer came: the browser did not send one in time, or the connection was lost first."
        : "The server's Close frame never got out.";
    case "CONTAINER":
      return (flavour.startsWith("stomp") && code === 1002)
        ? "STOMP answers what it cannot handle with an ERROR frame, and closes with 1002. Spring's STOMP layer"
          + " decided that, not the application."
        : "The server or the framework decided, not the application.";
    case "NETWORK":
      return (flavour === "sockjs-http")
        ? "SockJS has no way to say good-bye over HTTP. The client just stops asking, and the server notices when a"
          + " heartbeat cannot be written."
        : "No Close frame was sent or received. 1006 stands in for the missing code at both ends.";
  }
}

function difference(flavour, browser, server) {
  if (!browser) {
    return "No script was there to be told: the page was gone, or it is open in another browser.";
  }
  const same = browser.code === server.code && browser.reason === server.reason;
  if (same && browser.wasClean === server.wasClean) {
    return "Both ends agree.";
  }
  if (flavour.includes("sockjs") && server.initiator !== "APPLICATION" && server.initiator !== "CONTAINER") {
    return sockJs(flavour, browser, server);
  }
  if (server.code === 1005) {
    return "close() without a code sends an empty Close frame, and 1005 stands in for the missing code. The server"
      + ` answered with ${server.sent?.code ?? "a code of its own"}, and that answer is what a browser reports.`;
  }
  if (same) {
    return (browser.wasClean)
      ? "The browser calls it clean: it had the server's Close frame and answered. The server does not: the answer"
        + " never reached it."
      : "The server calls it clean, the browser does not: the server's answer never reached it.";
  }
  if (browser.code === 1006) {
    return "The server's Close frame never reached the browser.";
  }
  if (flavour.includes("sockjs") && server.reason === "" && browser.code === server.code) {
    return "SockJS puts a text of its own where there was no reason.";
  }
  return `The server sent ${frame(server.sent)} and received ${frame(server.received)}: each end reports the other's`
    + " word.";
}

function sockJs(flavour, browser, server) {
  if (flavour.endsWith("sockjs") && server.initiator === "PEER") {
    return `SockJS tells its page the code that the page itself passed to close(), ${browser.code}, but never sends`
      + " it: it closes the WebSocket below without a code.";
  }
  if (browser.wasClean) {
    return `SockJS tells its page the code that the page itself passed to close(), ${browser.code}, but sends`
      + " nothing.";
  }
  return `SockJS found the connection broken and made up ${browser.code}.`;
}

const frame = (frame) => (frame) ? `a Close frame with ${(frame.code === 1005) ? "no code" : frame.code}` : "no Close frame";
