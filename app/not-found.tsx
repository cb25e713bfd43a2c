import type { Metadata } from 'next'
import { connection } from 'next/server'
import { NothingHere } from '#components/missing'

export const metadata: Metadata = { title: 'Nothing here' }

export default async function NotFound() {
  // A page made when the site is built knows no nonce, and its scripts would not run.
  await connection()
  return <NothingHere />
}
