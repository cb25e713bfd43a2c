import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { log } from '#lib/log'
import type { Heard } from '#lib/store/mail-server'
import { exchangeNotes, keyOf, type SettledDelivery, type WireMark } from '#lib/store/wire'

/** What one lane has to say at a time: what became of its last mail, and the mark for its next. */
export type Note = { settled?: SettledDelivery; heard?: Heard; mark?: WireMark }

/** What it hears: whether the mark was given, whether sending is stopped, when the server last took a mail. */
export type NoteAnswer = { marked: boolean; stopped: boolean; lastSentAt: Date | null }

/** Notes of all lanes of a run; those that come while one transaction is under way go together into the next. */
export type Wire = { exchange(note: Note): Promise<NoteAnswer> }

/** How often what became of mails is told again to a database that does not answer, and how long after. */
const PATIENCE = [200, 1000, 5000, 15_000]

/** `probe`: the marks are for the one mail that may go while sending is stopped. */
export function openWire(worker: string, clock: () => Date, probe: boolean): Wire {
  type Entry = { note: Note; resolve(answer: NoteAnswer): void; reject(error: unknown): void }
  let waiting: Entry[] = []
  let writing = false

  async function write(): Promise<void> {
    writing = true
    // Whatever else ends within this turn comes along.
    await nextTurn()
    while (waiting.length > 0) {
      const entries = waiting
      waiting = []
      try {
        const notes = entries.map(entry => entry.note)
        const { marked, stopped, lastSentAt } = await exchangeNotes(worker, gather(notes), clock())
        for (const { note, resolve } of entries)
          resolve({ marked: note.mark !== undefined && marked.has(keyOf(note.mark)), stopped, lastSentAt })
      } catch (error) {
        await tellAgain(entries.map(entry => entry.note))
        for (const entry of entries) entry.reject(error)
      }
    }
    writing = false
  }

  const gather = (notes: Note[]) => ({
    results: notes.flatMap(note => note.settled ?? []),
    heard: notes.flatMap(note => note.heard ?? []),
    marks: notes.flatMap(note => note.mark ?? []),
    probe,
  })

  /** What was sent must not be held as uncertain because the database was away for a moment. No mark is asked for again. */
  async function tellAgain(notes: Note[]): Promise<void> {
    const told = { ...gather(notes), marks: [] }
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
        if (!writing) void write()
      }),
  }
}
