import { cameBackTo, here, rememberPlace } from './tab-memory.ts'

// The cards of a list are the server's; what the browser adds finds them by the attributes they carry.

const cards = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('main [data-paper]')]

const isShown = (card: HTMLElement) => card.getClientRects().length > 0

export const shownCards = (): HTMLElement[] => cards().filter(isShown)

export const titleOf = (card: HTMLElement): HTMLAnchorElement | null => card.querySelector('h2 a, h3 a')

export type CardFacts = { id: string; title: string; topics: string[]; since: number }

/** All cards of the page, those that are hidden too. */
export const cardFacts = (): CardFacts[] =>
  cards().map(card => ({
    id: card.dataset.paper ?? '',
    title: plainTitleOf(card),
    topics: card.dataset.topics?.split(' ').filter(Boolean) ?? [],
    since: Number(card.dataset.since) || 0,
  }))

/** A formula in a title that is shown has no signs between its letters: O(n2). */
const plainTitleOf = (card: HTMLElement): string =>
  card.querySelector<HTMLElement>('[data-title]')?.dataset.title ?? titleOf(card)?.textContent ?? ''

/** The card that has the focus, or had it last. */
export function currentCard(): HTMLElement | null {
  const focused = document.activeElement?.closest<HTMLElement>('main [data-paper]')
  return focused ?? shownCards().find(card => card.dataset.paper === lastId) ?? null
}

let lastId: string | null = null

/** Moves the focus to the title of a card, where it can be seen. */
export function focusCard(card: HTMLElement, block: ScrollLogicalPosition = 'nearest'): void {
  titleOf(card)?.focus({ preventScroll: true })
  card.scrollIntoView({ block, behavior: 'instant' })
}

/** The next or the previous card; where one does not know where the reader is, the first that begins in the window. */
export function moveBy(step: 1 | -1): void {
  const shown = shownCards()
  const current = currentCard()
  const at = current ? shown.indexOf(current) : -1
  const next = at < 0 ? shown.find(card => card.getBoundingClientRect().top >= 0) : shown[at + step]
  if (next) focusCard(next)
  // After the last one comes the next page.
  else if (step === 1) document.querySelector<HTMLElement>('main a[rel=next]')?.focus()
}

/** Does something that may hide the card in which the focus is; then the focus goes to the next one, and never nowhere. */
export function keepingFocus(change: () => void): void {
  const shown = shownCards()
  const current = currentCard()
  const hadFocus = current?.contains(document.activeElement) ?? false
  change()
  if (!current || !hadFocus || isShown(current)) return
  const at = shown.indexOf(current)
  const rest = [...shown.slice(at + 1), ...shown.slice(0, at).reverse()].find(isShown)
  if (rest) focusCard(rest)
  else document.querySelector<HTMLElement>('[data-list] button, [data-list] input')?.focus()
}

/** Follows where the reader is, so that they find themselves there again when they come back. */
export function followPlace(): () => void {
  const back = cameBackTo()
  const card = back === null ? undefined : shownCards().find(one => one.dataset.paper === back)
  if (card) focusCard(card)
  const note = ({ target }: Event) => {
    const id = (target as Element).closest<HTMLElement>('main [data-paper]')?.dataset.paper
    if (!id) return
    lastId = id
    rememberPlace(here(), id)
  }
  document.addEventListener('focusin', note)
  document.addEventListener('click', note)
  return () => {
    document.removeEventListener('focusin', note)
    document.removeEventListener('click', note)
  }
}
