import { type Command, readKey } from '#lib/domain/reader/keys'
import { isFilledIn } from '../filled-in.ts'
import { currentCard, moveBy, shownCards, titleOf } from './cards.ts'
import { readState } from './reader-store.ts'

/** Obeys the keys of the sheet, until it is told to stop. */
export function listenToKeys(showHelp: () => void): () => void {
  let waitsSince: number | null = null
  function onKeyDown(event: KeyboardEvent) {
    if (event.defaultPrevented || event.isComposing || isElsewhere(event.target) || !readState().kept.settings.hasKeys)
      return
    // A capital alone is no command, and Shift is no key of its own: `?` needs it.
    if (event.key === 'Shift') return
    const read = readKey({ ...chordOf(event), key: event.key, at: event.timeStamp }, waitsSince)
    waitsSince = read.waitsSince
    if (read.command === null) return
    event.preventDefault()
    obey(read.command, showHelp)
  }
  document.addEventListener('keydown', onKeyDown)
  return () => document.removeEventListener('keydown', onKeyDown)
}

const chordOf = ({ ctrlKey, metaKey, altKey }: KeyboardEvent) => ({ ctrlKey, metaKey, altKey })

/**
 * Whether keys mean something else where the focus is: text is typed there, something is chosen, or a dialog is open. A box to tick takes no
 * letters; but where it is part of what is being filled in, no letter shall lead away from that.
 */
function isElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]')) return true
  if (target instanceof HTMLInputElement && TICKED.has(target.type))
    return target.form !== null && target.form.getAttribute('method') !== 'get'
  return target instanceof HTMLElement && (target.isContentEditable || isFilledIn(target))
}

const TICKED = new Set(['checkbox', 'radio'])

function obey(command: Command, showHelp: () => void): void {
  if (command === 'help') showHelp()
  else if (command in DEEDS) DEEDS[command as keyof typeof DEEDS]()
  else location.assign(command.slice('go '.length))
}

const DEEDS = {
  next: () => void (click(way('next')) || moveBy(1)),
  previous: () => void (click(way('previous')) || moveBy(-1)),
  open: () => void click(openLink()),
  save: () => void click(tool('save')),
  seen: () => void click(tool('seen')),
  topics: () => here()?.querySelector<HTMLElement>('a[href^="/topics/"]')?.focus(),
  back: () => goBack(way('back')),
  search,
}

/** The card where the reader is; on a page without cards the page. */
const here = (): HTMLElement | null =>
  currentCard() ?? (shownCards().length > 0 ? null : document.querySelector('main'))

const tool = (name: string) => here()?.querySelector<HTMLElement>(`[data-tool=${name}]`)

function openLink(): HTMLElement | null {
  const card = currentCard()
  return card ? titleOf(card) : (here()?.querySelector<HTMLElement>('[aria-label="Read it"] a') ?? null)
}

const way = (kind: string) => document.querySelector<HTMLAnchorElement>(`[data-way=${kind}]`)

function click(element: HTMLElement | null | undefined): boolean {
  element?.click()
  return Boolean(element)
}

/** Back to the list as it was left, when that is where the browser would go back to; else to its address. */
function goBack(way: HTMLAnchorElement | null) {
  // A tab of its own has nowhere to go back to, and the last step may have been to a part of this page.
  const isBefore = way?.href === document.referrer && history.length > 1 && !location.hash
  if (isBefore) history.back()
  else click(way)
}

function search() {
  const field = document.querySelector<HTMLInputElement>('input[type=search]')
  if (!field) return location.assign('/#q')
  field.focus()
  field.select()
}
