/** What the page asks the server for again and again, for as long as it is reached and somebody looks. */
const EVERY = 3000;

/**
 * Show what `url` answers, now and then and when told to: `show(answer)`, or `show(undefined)` while the server is not
 * reached. An answer that cannot be had changes nothing.
 */
export function poll(url, show) {
  let reached = false;
  let asking = false;
  let again = false;

  /** Ask the server, once more if it has been asked already: things may have changed since. */
  async function refresh() {
    again = true;
    if (asking) {
      return;
    }
    asking = true;
    while (again) {
      again = false;
      const answer = (reached) ? await ask(url) : undefined;
      if (answer || !reached) {
        show(answer);
      }
    }
    asking = false;
  }

  setInterval(() => {
    if (reached && !document.hidden) {
      refresh();
    }
  }, EVERY);

  /** Begin or stop to ask. */
  function follow(isReached) {
    reached = isReached;
    refresh();
  }

  return { refresh, follow };
}

async function ask(url) {
  try {
    const response = await fetch(url, { cache: "no-store" });
    return (response.ok) ? await response.json() : undefined;
  }
  catch {
    return undefined;
  }
}
