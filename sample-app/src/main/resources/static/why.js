/**
 * Says in words how a connection ended, and why the two ends were told what they were
 * told.
 *
 * An ending has a flavour (raw, sockjs, sockjs-http, stomp or stomp-sockjs), what the
 * browser was told (code, reason, wasClean, whether it was opened, and how long it waited
 * for an answer) and what the server was (its CloseEvent). Either may be missing.
 */
const isSockJs = ({ flavour }) => flavour.includes("sockjs");
const peer = ({ page }) => (page) ? "browser" : "client";

/** Whether the page went away, and with it whoever could be told. */
const isLeft = ({ flavour, browser, server, page, waiting }) => server.initiator === "PEER" && page && !browser && !waiting
  && (server.code === 1001 || (server.code === 1005 && isSockJs({ flavour })));

/** Whether the server said that it goes away, or restarts. */
const isLeaving = ({ opened, wasClean, code }) => opened && wasClean && (code === 1001 || code === 1012);

export function headline(ending) {
  const { browser, server } = ending;
  if (!server) {
    return (isLeaving(browser)) ? `The server went away: ${browser.code}`
      : (browser.opened) ? `The browser was told ${browser.code}, the server is not reached` : "It never opened";
  }
  const code = `${server.code} ${server.name}`;
  switch (server.initiator) {
    case "PEER":
      return (isLeft(ending)) ? "The page was left or closed" : `The ${peer(ending)} closed: ${code}`;
    case "APPLICATION":
      return (server.error) ? `The handler failed: ${code}` : `The application closed: ${code}`;
    case "CONTAINER":
      return `The server or framework closed: ${code}`;
    default:
      return (browser?.wasClean) ? "The browser left without a word" : "The connection was lost";
  }
}

export function who(ending) {
  return {
    PEER: `the ${peer(ending)}`, APPLICATION: "the application", CONTAINER: "the server or framework",
    NETWORK: "nobody: the connection was lost"
  }[ending.server.initiator];
}

export function why(ending) {
  if (!ending.server) {
    return (isLeaving(ending.browser))
      ? "The application stops, and took its leave with this Close frame. The page hears no more from it."
      : (ending.browser.opened) ? ""
      : "There was no session, so there is no CloseEvent. A browser says 1006 for a connection that fails, too.";
  }
  return [cause(ending), difference(ending), waited(ending)].filter(Boolean).join(" ");
}

function cause(ending) {
  const { flavour, server } = ending;
  switch (server.initiator) {
    case "PEER":
      return causeOfPeer(ending);
    case "APPLICATION":
      return (server.error)
        ? `${server.error} left the handler, so Spring closed with 1011. The browser learns that something failed, not what.`
        : (server.wasClean) ? ""
        : (server.sent) ? "No answer came: the browser did not send one in time, or the connection was lost first."
        : "The server's Close frame never got out.";
    case "CONTAINER":
      return (flavour.startsWith("stomp") && server.code === 1002)
        ? "STOMP answers what it cannot handle with an ERROR frame, and closes with 1002. Spring's STOMP layer"
          + " decided that, not the application."
        : "The server or the framework decided, not the application.";
    default:
      return (flavour === "sockjs-http")
        ? "SockJS has no way to say good-bye over HTTP. The client just stops asking, and the server notices when a"
          + " heartbeat cannot be written."
        : "No Close frame was sent or received. 1006 stands in for the missing code.";
  }
}

function causeOfPeer(ending) {
  const { code, sent } = ending.server;
  if (isLeft(ending)) {
    return (code === 1001) ? "1001 is what a browser sends for a page that was left or a tab that was closed."
      : "SockJS closes without a code when its page goes, and 1005 stands in for the missing code.";
  }
  return (sent && sent.code !== code && code !== 1005)
    ? `The server does not know ${code}, and answered with ${sent.code}.` : "";
}

function difference(ending) {
  const { browser, server, page, waiting } = ending;
  if (!browser) {
    return (waiting || !page) ? "" : "No script was there to be told: the page was gone.";
  }
  const same = browser.code === server.code && browser.reason === server.reason;
  if (same && browser.wasClean === server.wasClean) {
    return "Both ends agree.";
  }
  if (isSockJs(ending) && ["PEER", "NETWORK"].includes(server.initiator)) {
    return sockJs(ending);
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
  return (browser.code === 1006) ? "The server's Close frame never reached the browser."
    : `The server sent ${frame(server.sent)} and received ${frame(server.received)}: each end reports the other's word.`;
}

function sockJs({ flavour, browser, server }) {
  if (flavour !== "sockjs-http" && server.initiator === "PEER") {
    return `SockJS tells its page the code that the page itself passed to close(), ${browser.code}, but never sends`
      + " it: it closes the WebSocket below without a code.";
  }
  return (browser.wasClean)
    ? `SockJS tells its page the code that the page itself passed to close(), ${browser.code}, but sends nothing.`
    : `SockJS found the connection broken and tells its page ${browser.code}.`;
}

function waited({ browser }) {
  return (browser?.waited > 1000)
    ? `The browser waited ${(browser.waited / 1000).toFixed(1)} s for the end after it had closed.` : "";
}

/** A Close frame in words. */
export function frame(frame) {
  return (!frame) ? "no Close frame" : (frame.code === 1005) ? "an empty Close frame"
    : `a Close frame with ${frame.code}`;
}
