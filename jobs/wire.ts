import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '#lib/log'
import type { Heard } from '#lib/store/mail-server'
import { exchangeNotes, keyOf, type SettledDelivery, type WireMark, type WireNotes } from '#lib/store/wire'

/** What one lane has to say at a time: what became of its last mail, and the mark for its next. */
export type Note = { settled?: SettledDelivery; heard?: Heard; mark?: WireMark }

/** Notes of all lanes of a run; those that come within five milliseconds go together in one transaction. Answers whether the mark was given. */
export type Wire = { exchange(note: Note): Promise<boolean> }

/** How long a note waits for others, in milliseconds, unless all lanes have said theirs. */
const GATHER_MS = 5

/** Of mails that were taken, the others hear so many at a time: one by one it would be a write for each. */
const TAKEN_AT_ONCE = 50

/** How often what became of mails is told again to a database that does not answer, and how long after. */
const PATIENCE = [200, 1000, 5000, 15_000]

/** `lanes`: how many there are. `probe`: the marks are for the one mail that may go while sending is stopped. */
export function openWire(worker: string, clock: () => Date, lanes: number, probe: boolean): Wire {
  type Entry = { note: Note; resolve(marked: boolean): void; reject(error: unknown): void }
  let waiting: Entry[] = []
  let writing = false
  let taken: Heard[] = []
  let timer: NodeJS.Timeout | undefined

  function writeSoon(): void {
    if (writing || waiting.length === 0) return
    clearTimeout(timer)
    if (waiting.length >= lanes) void write()
    else timer = setTimeout(write, GATHER_MS)
  }

  async function write(): Promise<void> {
    const entries = waiting
    waiting = []
    writing = true
    const notes = gather(entries.map(entry => entry.note))
    try {
      const marked = await exchangeNotes(worker, notes, clock())
      for (const { note, resolve } of entries) resolve(note.mark !== undefined && marked.has(keyOf(note.mark)))
    } catch (error) {
      await tellAgain(notes)
      for (const entry of entries) entry.reject(error)
    }
    writing = false
    writeSoon()
  }

  function gather(notes: Note[]): WireNotes {
    taken.push(...notes.flatMap(note => note.heard ?? []))
    const tells = probe || taken.length >= TAKEN_AT_ONCE || taken.some(each => !each.taken)
    const heard = tells ? taken : []
    if (tells) taken = []
    return {
      results: notes.flatMap(note => note.settled ?? []),
      marks: notes.flatMap(note => note.mark ?? []),
      heard,
      probe,
    }
  }

  /** What was sent must not be held as uncertain because the database was away for a moment. No mark is asked for again. */
  async function tellAgain(notes: WireNotes): Promise<void> {
    const told = { ...notes, marks: [] }
    if (told.results.length === 0) return
    for (const pause of PATIENCE) {
      await sleep(pause)
      try {
        await exchangeNotes(worker, told, clock())
        return
      } catch (error) {
        log.error('what became of mails could not be written down', error, { mails: told.results.length })
      }
    }
  }

  return {
    exchange: note =>
      new Promise((resolve, reject) => {
        waiting.push({ note, resolve, reject })
        writeSoon()
      }),
  }
}
