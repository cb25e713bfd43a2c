/** A clock that shows `now` and runs on from there, so that a run told another time than the real one still sees its leases age. */
export function startClock(now: Date): () => Date {
  const started = performance.now()
  return () => new Date(now.getTime() + Math.floor(performance.now() - started))
}
