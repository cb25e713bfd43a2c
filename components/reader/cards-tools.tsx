'use client'

import { useEffect, useRef } from 'react'
import { type CardRow, makeCardRow } from './card-row.ts'
import { useReader } from './reader-store.ts'
import { lastVisit } from './visit-store.ts'

/** What a reader can do with each paper of the list before this: see components/tools-place. */
export function CardsTools() {
  const reader = useReader()
  const rows = useRef<CardRow[]>([])

  useEffect(() => {
    const template = document.querySelector<HTMLTemplateElement>('template#card-tools')
    const rooms = document.querySelectorAll<HTMLElement>('main [data-paper] .card-tools')
    if (template) rows.current = [...rooms].map(room => makeCardRow(room, template, lastVisit()))
    return () => {
      for (const row of rows.current) row.remove()
    }
  }, [])

  useEffect(() => {
    if (reader) for (const row of rows.current) row.show(reader.kept)
  }, [reader])

  return null
}
