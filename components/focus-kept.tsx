'use client'

import { useEffect } from 'react'

/** In a form that goes away once it is sent: the focus, which was on its button, goes to the page that is there instead. */
export function FocusKept() {
  useEffect(
    () => () => {
      if (document.activeElement === document.body) document.getElementById('main')?.focus()
    },
    [],
  )
  return null
}
