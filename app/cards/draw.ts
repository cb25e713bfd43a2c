import { setTimeout as sleep } from 'node:timers/promises'
import { ImageResponse } from 'next/og'
import { CARD_SIZE, type CardFace, SocialCard } from '#components/social-card'
import { cardFonts } from '#lib/card-fonts'

/** How many drawn cards are kept, of some 50 kB each. */
const KEPT = 100
/** Drawing takes the whole process for a while. Whoever is not among the first to wait comes again. */
const MOST_WAITING = 8

const kept = new Map<string, ArrayBuffer>()
const drawing = new Map<string, Promise<ArrayBuffer>>()
let turn: Promise<unknown> = Promise.resolve()
/** When the next one may be drawn, as the process counts time. */
let restedAt = 0

/** A card as PNG, drawn one after another and each once; null when too many others wait. */
export async function drawCard(key: string, face: CardFace): Promise<ArrayBuffer | null> {
  const known = kept.get(key)
  if (known) {
    kept.delete(key)
    kept.set(key, known)
    return known
  }
  const begun = drawing.get(key)
  if (begun) return begun
  if (drawing.size >= MOST_WAITING) return null
  const drawn = turn.then(() => draw(face))
  turn = drawn.catch(() => undefined)
  drawing.set(key, drawn)
  try {
    const png = await drawn
    kept.set(key, png)
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!)
    return png
  } finally {
    drawing.delete(key)
  }
}

async function draw(face: CardFace): Promise<ArrayBuffer> {
  // Between two cards all others have as much time as the one before took.
  await sleep(Math.max(0, restedAt - performance.now()))
  const begun = performance.now()
  try {
    const { fonts } = cardFonts()
    return await new ImageResponse(SocialCard(face), { ...CARD_SIZE, fonts }).arrayBuffer()
  } finally {
    restedAt = 2 * performance.now() - begun
  }
}
