import { isMuted, isSaved, isSeen, type Kept, type MutedTopic } from '#lib/domain/reader/kept'
import { keepingFocus } from './cards.ts'
import { type SavablePaper, toggleMuted, toggleSaved, toggleSeen } from './paper-marks.ts'

// The tools of a card, made without React: a page has dozens, and what they say is a few words.

/** The tools of one card. */
export type CardRow = {
  /** Says what is kept of the paper now. */
  show: (kept: Kept) => void
  remove: () => void
}

/** Brings the tools into the room that a card keeps for them. `lastVisit`: in milliseconds; what came after it is new. */
export function makeCardRow(room: HTMLElement, template: HTMLTemplateElement, lastVisit: number | null): CardRow {
  const card = room.closest<HTMLElement>('[data-paper]')!
  const paper = readPaper(card, room)
  const topics = readTopics(card)
  const row = template.content.firstElementChild!.cloneNode(true) as HTMLElement
  const tool = (name: string) => row.querySelector<HTMLButtonElement>(`[data-tool=${name}]`)!
  const mute = tool('mute')
  const seen = tool('seen')
  const save = tool('save')
  const menu = row.querySelector('ul')!
  const choices = topics.length > 0 ? makeChoices(menu, topics) : []

  if (lastVisit !== null && Number(card.dataset.since) > lastVisit) {
    row.dataset.new = ''
    row.querySelector('span')!.hidden = false
  }
  mute.hidden = topics.length === 0
  mute.setAttribute('aria-label', `Mute a topic of: ${paper.title}`)
  seen.setAttribute('aria-label', `Seen: ${paper.title}`)

  function open(isOpen: boolean) {
    menu.hidden = !isOpen
    mute.setAttribute('aria-expanded', String(isOpen))
    // Safari gives no focus to what is pressed: then it could not go elsewhere, and the menu would stay.
    if (isOpen) mute.focus()
  }

  mute.onclick = () => open(menu.hidden !== false)
  seen.onclick = () => keepingFocus(() => toggleSeen(paper.id))
  save.onclick = () => toggleSaved(paper)
  // Escape closes what a button in the row opened, and so does going elsewhere.
  row.onkeydown = ({ key }) => {
    if (key !== 'Escape' || menu.hidden) return
    open(false)
    mute.focus()
  }
  // Nor does it leave it with what has it, and the menu would close before a press in it counts.
  row.onmousedown = event => {
    if (!menu.hidden) event.preventDefault()
  }
  row.addEventListener('focusout', ({ relatedTarget }) => {
    if (!row.contains(relatedTarget as Node | null)) open(false)
  })
  room.replaceChildren(row)

  return {
    show(kept) {
      const wasSeen = isSeen(kept, paper.id)
      const wasSaved = isSaved(kept, paper.id)
      row.toggleAttribute('data-seen', wasSeen)
      say(seen, wasSeen, wasSeen ? '✓ Seen' : 'Seen')
      say(save, wasSaved, wasSaved ? '★ Saved' : '☆ Save')
      save.setAttribute('aria-label', `${wasSaved ? 'Saved' : 'Save'}: ${paper.title}`)
      for (const { button, topic } of choices) {
        const muted = isMuted(kept, topic.slug)
        say(button, muted, `${muted ? '✓ Muted: ' : 'Mute '}${topic.name}`)
      }
    },
    remove: () => row.remove(),
  }
}

function say(button: HTMLButtonElement, isPressed: boolean, text: string) {
  button.setAttribute('aria-pressed', String(isPressed))
  if (button.textContent !== text) button.textContent = text
}

function makeChoices(menu: HTMLUListElement, topics: MutedTopic[]) {
  const item = menu.firstElementChild!
  const choices = topics.map(topic => {
    const copy = item.cloneNode(true) as HTMLElement
    const button = copy.querySelector('button')!
    button.onclick = () => keepingFocus(() => toggleMuted(topic))
    menu.append(copy)
    return { button, topic }
  })
  item.remove()
  return choices
}

function readPaper(card: HTMLElement, { dataset }: HTMLElement): SavablePaper {
  const { title = '', authors = '', published = null } = dataset
  return { id: card.dataset.paper!, title, authors, published }
}

/** The topics of a card, as it names them itself. */
function readTopics(card: HTMLElement): MutedTopic[] {
  return [...card.querySelectorAll<HTMLAnchorElement>('a[href^="/topics/"]')].map(link => ({
    slug: link.pathname.slice('/topics/'.length),
    name: link.textContent.trim(),
  }))
}
