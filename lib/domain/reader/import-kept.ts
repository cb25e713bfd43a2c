import { type Kept, MOST, type SeenPaper } from './kept.ts'
import { isRecord, parseJson, type Refused, readParts, VERSION } from './read-kept.ts'

const FORMAT = 'attn-reader'

/** More than all that can be kept makes; read at once, a larger file would only stop the browser for a while. */
export const MOST_BYTES = 5_000_000

/** Everything that is kept, as a file to be kept elsewhere. */
export function exportKept(kept: Kept, now: Date): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, exportedAt: now.toISOString(), ...kept }, null, 2)}\n`
}

export type Imported =
  | { kind: 'refused'; why: string }
  | { kind: 'taken'; kept: Kept; taken: Refused; known: Refused; refused: Refused }

/**
 * Adds what a file has to what is kept. What is there already stays as it is, and the settings are the file's. Where there is no room for
 * all, the rest of the file is refused, and nothing is lost for it; but of seen papers the oldest marks go, whichever they are.
 */
export function importKept(text: string, kept: Kept): Imported {
  const value = parseJson(text)
  if (!isRecord(value)) return refuse('This file is not JSON as Attn. exports it.')
  if (value.format !== FORMAT) return refuse('This file was not exported by Attn.')
  if (value.version !== VERSION)
    return refuse(
      `This file has the version ${JSON.stringify(value.version)?.slice(0, 20)}; this site reads version 1.`,
    )
  const read = readParts(value)
  const saved = addNew(kept.saved, read.kept.saved, paper => paper.id, MOST.saved)
  const muted = addNew(kept.muted, read.kept.muted, topic => topic.slug, MOST.muted)
  const seen = addSeen(kept.seen, read.kept.seen)
  const parts = { saved, seen, muted }
  return {
    kind: 'taken',
    kept: {
      saved: saved.all,
      muted: muted.all,
      seen: seen.all,
      settings: isRecord(value.settings) ? read.kept.settings : kept.settings,
    },
    taken: countOf(part => parts[part].taken),
    known: countOf(part => parts[part].known),
    refused: countOf(part => parts[part].refused + read.refused[part]),
  }
}

/** What became of a file, in sentences. */
export function describeImport(imported: Imported): string {
  if (imported.kind === 'refused') return `Nothing was taken. ${imported.why}`
  const { taken, known, refused } = imported
  const sum = (counts: Refused) => counts.saved + counts.seen + counts.muted
  return [
    sum(taken) > 0 ? `Taken: ${listCounts(taken)}.` : 'Nothing was new.',
    sum(known) > 0 && `There already: ${listCounts(known)}.`,
    sum(refused) > 0 && `Refused, for they are not as they should be or there was no room: ${listCounts(refused)}.`,
  ]
    .filter(Boolean)
    .join(' ')
}

const NAMES = {
  saved: ['saved paper', 'saved papers'],
  seen: ['seen paper', 'seen papers'],
  muted: ['muted topic', 'muted topics'],
} as const

const listCounts = (counts: Refused) =>
  (['saved', 'seen', 'muted'] as const)
    .filter(part => counts[part] > 0)
    .map(part => `${counts[part].toLocaleString('en')} ${NAMES[part][counts[part] === 1 ? 0 : 1]}`)
    .join(', ')

const refuse = (why: string): Imported => ({ kind: 'refused', why })

const countOf = (count: (part: keyof Refused) => number): Refused => ({
  saved: count('saved'),
  seen: count('seen'),
  muted: count('muted'),
})

function addNew<Entry>(kept: Entry[], offered: Entry[], keyOf: (entry: Entry) => string, most: number) {
  const keys = new Set(kept.map(keyOf))
  const unknown = offered.filter(entry => !keys.has(keyOf(entry)))
  const taken = unknown.slice(0, Math.max(0, most - kept.length))
  return {
    all: [...kept, ...taken],
    taken: taken.length,
    known: offered.length - unknown.length,
    refused: unknown.length - taken.length,
  }
}

function addSeen(kept: SeenPaper[], offered: SeenPaper[]) {
  const { all, known, taken } = addNew(kept, offered, paper => paper.id, Number.POSITIVE_INFINITY)
  const newest = all.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).slice(-MOST.seen)
  const before = new Set(kept.map(paper => paper.id))
  const stayed = newest.filter(paper => !before.has(paper.id)).length
  return { all: newest, taken: stayed, known, refused: taken - stayed }
}
