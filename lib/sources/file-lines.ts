import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** Why the rest of a file cannot be read, and after which line; the message is the end of a sentence that begins with its name. */
export class DamagedFile extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message)
  }
}

/** No line of papers is longer; a file that has one is something else. In bytes. */
const MAX_LINE = 4 * 1024 * 1024

/** A line of a file (1 is the first), how many bytes of the file were read by then, and whether it was too long to keep. */
export type FileLine = { number: number; text: string; bytesRead: number; tooLong: boolean }

/**
 * The lines of a text file, gunzipped where it is gzip (by its first bytes, whatever its name), in flat memory.
 * @throws DamagedFile when the file cannot be read, is UTF-16, or its gzip is damaged; lines before the damage have been given by then
 */
export async function* readLines(file: string): AsyncGenerator<FileLine> {
  let line = 0
  try {
    for await (const each of readTextLines(file)) {
      line = each.number
      yield each
    }
  } catch (error) {
    if (error instanceof DamagedFile) throw error
    const { code, message } = error as NodeJS.ErrnoException
    throw new DamagedFile(
      line + 1,
      code?.startsWith('Z_') ? `the gzip is damaged or cut off here (${message})` : message,
    )
  }
}

async function* readTextLines(file: string): AsyncGenerator<FileLine> {
  const source = createReadStream(file, { highWaterMark: 1 << 18 })
  const decoder = new TextDecoder('utf-8')
  let number = 0
  let rest = ''
  let tooLong = false
  const line = (text: string): FileLine => {
    const long = tooLong
    tooLong = false
    return { number: ++number, text: text.replace(/\r$/, ''), bytesRead: source.bytesRead, tooLong: long }
  }
  for await (const chunk of unpack(source)) {
    rest += decoder.decode(chunk, { stream: true })
    let start = 0
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
      yield line(rest.slice(start, end))
      start = end + 1
    }
    rest = rest.slice(start)
    if (rest.length > MAX_LINE) {
      tooLong = true
      rest = ''
    }
  }
  rest += decoder.decode()
  if (rest || tooLong) yield line(rest)
}

async function* unpack(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = source[Symbol.asyncIterator]()
  const first = await chunks.next()
  if (first.done) return
  async function* whole(): AsyncGenerator<Buffer> {
    for (let next = first; !next.done; next = await chunks.next()) yield next.value
  }
  const [one, two] = first.value
  if ((one === 0xff && two === 0xfe) || (one === 0xfe && two === 0xff))
    throw new DamagedFile(1, 'the file is written in UTF-16: save it as UTF-8')
  const zipped = one === 0x1f && two === 0x8b
  if (!zipped) return yield* whole()
  const gunzip = createGunzip()
  const bytes = Readable.from(whole())
  bytes.on('error', error => gunzip.destroy(error))
  yield* bytes.pipe(gunzip)
}
