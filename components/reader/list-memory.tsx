'use client'

import { useEffect } from 'react'
import { cardFacts, followPlace } from './cards.ts'
import { here, rememberList } from './tab-memory.ts'

/** Remembers the list of this page while the reader is in its papers: what is before and after each, and where to come back to. */
export function ListMemory({ name }: { name: string }) {
  useEffect(() => {
    rememberList({ href: here(), name, papers: cardFacts().map(({ id, title }) => ({ id, title })) })
    return followPlace()
  }, [name])
  return null
}
