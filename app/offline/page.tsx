import type { Metadata } from 'next'
import { connection } from 'next/server'
import { KeptPages } from '#components/reader/kept-pages'
import { TryAgain } from '#components/try-again'

export const metadata: Metadata = { title: 'Offline', robots: 'noindex' }

export default async function OfflinePage() {
  // Made at build time, its scripts would lack the nonce of the policy they run under.
  await connection()
  return (
    <>
      <h1 className="page-title">There is no network, and no copy of this page.</h1>
      <p className="mt-3">
        Pages that were opened in this browser can be read without a network; this one was not. It will be there again
        with the network.
      </p>
      <TryAgain />
      <KeptPages />
    </>
  )
}
