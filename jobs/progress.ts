import { SingleBar } from 'cli-progress'

/** A bar on the terminal for long work; nothing where there is no terminal, or nobody reads along. */
export function startBar(
  wanted: boolean,
  things: string,
): { show(done: number, of: number, count: number): void; end(): void } {
  if (!wanted || !process.stderr.isTTY) return { show: () => {}, end: () => {} }
  const bar = new SingleBar({
    format: `{bar} {percentage} %  {count} ${things}  {eta_formatted} left`,
    clearOnComplete: true,
  })
  let started = false
  return {
    show: (done, of, count) => {
      if (!started) bar.start(of, 0, { count: 0 })
      started = true
      bar.update(done, { count })
    },
    end: () => bar.stop(),
  }
}

/** Progress of an import: bytes read of all bytes, records taken so far. */
type Progress = { bytes: number; ofBytes: number; records: number }

/** The bar of an import. */
export function startProgress(wanted: boolean): { show(progress: Progress): void; end(): void } {
  const { show, end } = startBar(wanted, 'records')
  return { show: ({ bytes, ofBytes, records }) => show(bytes, ofBytes, records), end }
}
