import { heldIndex } from './held.ts'

/**
 * Does one search after the other, with a turn for everybody else in between. The driver answers within the tick: searches that come together
 * would otherwise be answered together, page and all, before the process looks up again.
 */
export async function inTurn<Result>(search: () => Promise<Result>): Promise<Result> {
  const held = await heldIndex()
  const before = held.turn
  let done = () => {}
  held.turn = new Promise(resolve => {
    done = resolve
  })
  await before
  try {
    return await search()
  } finally {
    // The first pause is for the page that is made of the answer, the second for who came meanwhile.
    setImmediate(() => setImmediate(done))
  }
}
