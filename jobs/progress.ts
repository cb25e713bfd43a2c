import { SingleBar } from 'cli-progress'

/** Progress of an import: bytes read of all bytes, records taken so far. */
type Progress = { bytes: number; ofBytes: number; records: number }

/** A bar on the terminal for long work; nothing where there is no terminal, or nobody reads along. */
export function startProgress(wanted: boolean): { show(progress: Progress): void; end(): void } {
  if (!wanted || !process.stderr.isTTY) return { show: () => {}, end: () => {} }
  const bar = new SingleBar({
    format: '{bar} {percentage} %  {records} records  {eta_formatted} left',
    clearOnComplete: true,
  })
  let started = false
  return {
    show: ({ bytes, ofBytes, records }) => {
      if (!started) bar.start(ofBytes, 0, { records: 0 })
      started = true
      bar.update(bytes, { records })
    },
    end: () => bar.stop(),
  }
}
