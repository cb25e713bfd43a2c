import type { ExportedThing } from '#lib/store/export'
import { exportEverything } from './export.ts'
import type { Call } from './verb.ts'

/** The kinds of things in an export, as one speaks of several. */
export const PLURALS: Record<ExportedThing['kind'], string> = {
  paper: 'papers',
  correction: 'corrections of topics',
  signal: 'observations',
  suppression: 'suppressed addresses',
  subscriber: 'subscribers',
  delivery: 'deliveries',
  delivered: 'papers delivered',
  issue: 'public issues',
  published: 'papers published',
}

/** `export`: to a file, or to stdout, where what is said of it goes to stderr. */
export function planExport({ values, now, resolve }: Call) {
  const out = values.out === undefined ? null : resolve(String(values.out))
  return async () => {
    const report = await exportEverything(out, now)
    const parts = Object.entries(report).map(([kind, count]) => `${count} ${PLURALS[kind as ExportedThing['kind']]}`)
    const told = parts.length > 0 ? `Exported ${parts.join(', ')}` : 'The database is empty: exported nothing'
    const line = `${told}${out ? ` to ${out}` : ''}.`
    return { line, json: { ...report, out }, data: out === null }
  }
}
