/** Runs `work` and gives what it emits while it runs, then its result. Whoever stops listening waits for its end. */
export async function* emittedEvents<Event extends object, Result>(
  work: (emit: (event: Event) => void) => Promise<Result>,
): AsyncGenerator<Event, Result> {
  const waiting: Event[] = [];
  let wake = () => {};
  let ended = false;
  const running = work((event) => {
    waiting.push(event);
    wake();
  });
  const end = () => {
    ended = true;
    wake();
  };
  const next = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  const settled = running.then(end, end);
  try {
    while (!ended || waiting.length > 0) {
      const event = waiting.shift();
      if (event !== undefined) yield event;
      else await next();
    }
    return await running;
  } finally {
    await settled;
  }
}
