import { ByteWriter } from './bytes.ts'

/**
 * A list of the papers of a segment that have a word: for each the distance to the one before it and the places where the word stands, as
 * `distance << 2 | places`, and a byte of how much it is said.
 */
export class PostingsWriter {
  #writer = new ByteWriter()
  #last = -1

  /** @param paper its number in the segment, larger than that of the call before */
  add(paper: number, places: number, saturation: number): void {
    this.#writer.number(((paper - this.#last) << 2) | places)
    this.#writer.byte(saturation)
    this.#last = paper
  }

  take(): Uint8Array<ArrayBuffer> {
    this.#last = -1
    return this.#writer.take()
  }
}

/** Calls `visit` for each paper of a list in which the word stands in one of the `places`. */
export function visitPostings(
  data: Uint8Array,
  places: number,
  visit: (paper: number, saturation: number, places: number) => void,
): void {
  let paper = -1
  for (let at = 0; at < data.length; ) {
    let byte = data[at++]!
    let value = byte & 127
    for (let shift = 7; byte > 127; shift += 7) {
      byte = data[at++]!
      value |= (byte & 127) << shift
    }
    paper += value >>> 2
    const saturation = data[at++]!
    if (value & places) visit(paper, saturation, value & 3)
  }
}
