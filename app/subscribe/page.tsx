import type { Metadata } from 'next'
import { isOutboxOpen } from '#app/outbox/gate'
import type { Search } from '#app/view'
import { SubscribeForm } from '#components/subscribe-form'
import { DEFAULT_PREFERENCES } from '#lib/domain/subscription/preferences'
import { isTopic } from '#lib/domain/topics/taxonomy'
import { offered } from './offered.ts'

export const metadata: Metadata = {
  title: 'Subscribe',
  description: 'Trending transformer papers in your inbox, once a day or once a week.',
}

export default async function SubscribePage({ searchParams }: { searchParams: Promise<Search> }) {
  const topics = [(await searchParams).topic ?? []].flat().filter(isTopic)
  const readsOutbox = await isOutboxOpen()
  return (
    <>
      <h1 className="font-semibold font-serif text-3xl">Trending papers in your inbox</h1>
      <p className="mt-2 mb-8 text-muted">
        Once a day or once a week, at the hour you choose. Never the same paper twice, no tracking, and one click to
        leave.
      </p>
      <SubscribeForm preferences={{ ...DEFAULT_PREFERENCES, topics }} offered={offered} readsOutbox={readsOutbox} />
    </>
  )
}
