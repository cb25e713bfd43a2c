import { type RefObject, useCallback, useEffect, useState } from 'react'

/** Whether an element has been within a screen of what the reader sees, or `comeNear` was called; it stays so. */
export function useNear(element: RefObject<Element | null>, isNearAtFirst: boolean): [boolean, () => void] {
  const [isNear, setNear] = useState(isNearAtFirst)
  const comeNear = useCallback(() => setNear(true), [])

  useEffect(() => {
    if (isNear || !element.current) return
    const observer = new IntersectionObserver(
      entries => {
        if (entries.some(entry => entry.isIntersecting)) setNear(true)
      },
      { rootMargin: '100% 0px' },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [isNear, element])

  return [isNear, comeNear]
}
