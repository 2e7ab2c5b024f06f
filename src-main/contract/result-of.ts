/** The result of a request that streams, once all its events are there. */
export async function resultOf<Event, Result>(
  request: AsyncIterator<Event, Result> | PromiseLike<AsyncIterator<Event, Result>>,
  onEvent: (event: Event) => void = () => {},
): Promise<Result> {
  const events = await request;
  for (;;) {
    const next = await events.next();
    if (next.done === true) return next.value;
    onEvent(next.value);
  }
}
