import type { Metadata } from 'next'
import { connection } from 'next/server'
import { SavedView } from '#components/reader/saved-view'

export const metadata: Metadata = { title: 'Saved papers', robots: 'noindex' }

export default async function SavedPage() {
  // Made at build time, its scripts would lack the nonce of the policy they run under.
  await connection()
  return (
    <>
      <h1 className="page-title">Saved papers</h1>
      <p className="mt-2 text-muted">
        What you save, have seen and mute is kept in this browser only: nobody else gets it, this site neither.
      </p>
      <p className="mt-6 hidden border-accent border-l-2 bg-raised px-4 py-2.5 noscript:block">
        This page needs JavaScript: because your papers are in your browser and not on the server, only your browser can
        list them.
      </p>
      <SavedView />
    </>
  )
}
