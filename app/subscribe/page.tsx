import type { Metadata } from 'next'
import { entriesOf, type Search } from '#app/view'
import { AwayNotice } from '#components/away-notice'
import { SubscribeForm } from '#components/subscribe-form'
import { now } from '#lib/clock'
import { DEFAULT_PREFERENCES, parsePreferences, typedOf } from '#lib/domain/subscription/preferences'
import { isTopic } from '#lib/domain/topics/taxonomy'
import { findAwaySince } from '#lib/replica-files'
import { guarded } from '../guarded.tsx'
import { composePreview } from './compose-preview.ts'
import { formOf } from './form-fields.ts'
import { offered } from './offered.ts'

export const metadata: Metadata = {
  title: 'Subscribe',
  description: 'Trending transformer papers in your inbox, once a day or once a week.',
}

export default guarded(async function SubscribePage({ searchParams }: { searchParams: Promise<Search> }) {
  // A choice can stand in the address: pages of topics link here with theirs.
  const entries = entriesOf(await searchParams).filter(([name, value]) => name !== 'topic' || isTopic(value))
  const chosen = entries.map(([name, value]): [string, string] => [name === 'topic' ? 'topics' : name, value])
  const form = formOf(chosen)
  const parsed = parsePreferences(form)
  const { html, ...preview } = await composePreview(parsed.ok ? parsed.value : DEFAULT_PREFERENCES, now())
  // A mail is as much as the form itself, and stands below all of it.
  const query = new URLSearchParams(parsed.ok ? chosen.filter(([name]) => name !== 'email') : [])
  const href = `/subscribe/mail${query.size > 0 ? `?${query}` : ''}`
  const awaySince = findAwaySince(now())
  return (
    <>
      <h1 className="page-title">Trending papers in your inbox</h1>
      <p className="mt-2 mb-8 text-muted">
        Once a day, on weekdays or once a week, at the hour you choose. Never the same paper twice, no tracking, and one
        click to leave. Below is the mail that you would get now.
      </p>
      {awaySince && <AwayNotice since={awaySince} />}
      <SubscribeForm
        start={parsed.ok ? parsed.value : { errors: parsed.errors, typed: typedOf(form) }}
        preview={{ ...preview, html: null, href: html && href }}
        offered={offered}
      />
    </>
  )
})
