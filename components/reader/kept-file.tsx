'use client'

import { type ChangeEvent, useRef, useState } from 'react'
import { now } from '#lib/clock'
import { describeImport, exportKept, type Imported, importKept, MOST_BYTES } from '#lib/domain/reader/import-kept'
import { type Kept, withSettings } from '#lib/domain/reader/kept'
import { PROBLEMS } from './message.ts'
import { dropCopies } from './offline-copies.ts'
import { changeKept, eraseKept, readState, reload } from './reader-store.ts'
import { forgetVisit } from './visit-store.ts'

/** What is kept as a file: out, in again, and away. */
export function KeptFile({ kept }: { kept: Kept }) {
  const [report, setReport] = useState('')
  const [asksErase, setAsksErase] = useState(false)
  const erase = useRef<HTMLButtonElement>(null)

  function download() {
    const url = URL.createObjectURL(new Blob([exportKept(kept, now())], { type: 'application/json' }))
    const link = Object.assign(document.createElement('a'), {
      href: url,
      download: `attn-${now().toISOString().slice(0, 10)}.json`,
    })
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), 60_000)
  }

  async function take(event: ChangeEvent<HTMLInputElement>) {
    const input = event.target
    const file = input.files?.[0]
    if (!file) return
    setReport(describeImport(await takeFile(file)) + problemNow())
    // The same file can be chosen again.
    input.value = ''
  }

  async function eraseAll() {
    eraseKept()
    forgetVisit()
    await dropCopies().catch(() => {})
    setAsksErase(false)
    setReport(
      'All of it is erased, with the copies of pages. Your choice of colours stays, and parts of the site that say nothing of you.',
    )
    erase.current?.focus()
  }

  const { saved, seen, muted, settings } = kept
  return (
    <section aria-labelledby="file" className="hung mt-10 border-line border-t pt-5">
      <h2 id="file" className="section-title">
        What this browser keeps
      </h2>
      <div className="max-lg:mt-2">
        <p className="text-muted">
          Saved papers: {saved.length.toLocaleString('en')}. Seen: {seen.length.toLocaleString('en')}. Muted topics:{' '}
          {muted.length.toLocaleString('en')}. With copies of the last pages for when there is no network, it stays here
          until you erase it; take it along to another browser as a file.
        </p>
        <label className="mt-3 flex min-h-11 w-fit cursor-pointer items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={settings.hasKeys}
            onChange={event => changeKept(before => withSettings(before, { hasKeys: event.target.checked }))}
          />
          Use single keys (j, k, s …)
        </label>
        <div className="mt-3 flex flex-wrap gap-3">
          <button type="button" className="button-quiet" onClick={download}>
            Export as JSON
          </button>
          <label className="button-quiet has-focus-visible:outline-2 has-focus-visible:outline-accent">
            Import a file
            <input type="file" accept=".json,application/json" className="sr-only" onChange={take} />
          </label>
          <button ref={erase} type="button" className="button-quiet" onClick={() => setAsksErase(true)}>
            Erase all
          </button>
        </div>
        {asksErase && (
          <p className="mt-3 flex flex-wrap items-center gap-3">
            <span>Erase everything that is kept here? It cannot be undone.</span>
            <button type="button" className="button" onClick={eraseAll}>
              Yes, erase
            </button>
            <button
              type="button"
              className="button-quiet"
              onClick={() => {
                setAsksErase(false)
                erase.current?.focus()
              }}
            >
              No
            </button>
          </p>
        )}
        <p role="status" className="mt-3 min-h-6">
          {report}
        </p>
      </div>
    </section>
  )
}

async function takeFile(file: File): Promise<Imported> {
  if (file.size > MOST_BYTES)
    return {
      kind: 'refused',
      why: 'This file is larger than 5 MB, more than can be kept here: it cannot be an export.',
    }
  const text = await file.text().catch(() => null)
  if (text === null)
    return { kind: 'refused', why: 'This file could not be read: perhaps it was moved or changed after you chose it.' }
  // Another tab may have kept something meanwhile.
  reload()
  const imported = importKept(text, readState().kept)
  if (imported.kind === 'taken') changeKept(() => imported.kept)
  return imported
}

function problemNow(): string {
  const { problem } = readState()
  return problem ? ` ${PROBLEMS[problem]}` : ''
}
