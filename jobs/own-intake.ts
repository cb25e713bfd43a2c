import { markOf, secret } from '#lib/secret'
import { type OwnKind, type OwnRecord, parseOwnRecord } from '#lib/sources/own-record'
import type { Refusal } from '#lib/sources/refusal'
import {
  type Doubt,
  type Line,
  type TakenBack,
  takeDelivered,
  takeDeliveries,
  takeIssues,
  takePublished,
  takeReaders,
  takeSuppressions,
} from '#lib/store/take-back'

/** How many rows of each kind were new. */
export type OwnReport = Partial<Record<Exclude<OwnKind, 'origin'>, number>>

type Kept = Exclude<OwnKind, 'origin'>
type Lines<Kind extends Kept> = Line<OwnRecord<Kind>>[]

/** One transaction each. */
const BATCH = 500

const STRANGE: Record<Kept, Refusal> = {
  suppression: { field: 'emailHash', why: 'it cannot be taken' },
  subscriber: { field: 'emailHash', why: 'the address is here already, as that of another reader' },
  delivery: { field: 'subscriberId', why: 'there is no such reader here' },
  delivered: { field: 'paperId', why: 'there is no such paper, or no such reader, here' },
  issue: { field: 'date', why: 'it cannot be taken' },
  published: { field: 'date', why: 'it cannot be taken' },
}

const OTHER_SECRET =
  'the export was made with another secret, by which links in mails are signed and addresses remembered: set SECRET to that of the old installation (its DATA_DIR/secret) and import again'

const TAKE: { [Kind in Kept]: (rows: Lines<Kind>, doubt: Doubt) => Promise<TakenBack> } = {
  suppression: takeSuppressions,
  subscriber: takeReaders,
  delivery: takeDeliveries,
  delivered: takeDelivered,
  issue: takeIssues,
  published: takePublished,
}

/** Takes back what an export says of readers and of what they were sent, in batches of one kind. */
export class OwnIntake {
  readonly report: OwnReport = {}
  #kind: Kept = 'suppression'
  #rows: Lines<Kept> = []
  #file = ''
  #signedOtherwise = false

  constructor(
    readonly doubt: Doubt,
    readonly refuse: (file: string, line: number, refusal: Refusal) => void,
  ) {}

  async take(file: string, line: number, kind: OwnKind, record: unknown): Promise<void> {
    const parsed = parseOwnRecord(kind, record)
    if ('refused' in parsed) return this.refuse(file, line, parsed.refused)
    if (kind === 'origin') {
      this.#signedOtherwise = (parsed.own as OwnRecord<'origin'>).secretMark !== markOf(secret())
      return
    }
    const isPublic = kind === 'issue' || kind === 'published'
    if (this.#signedOtherwise && !isPublic) return this.refuse(file, line, { field: 'origin', why: OTHER_SECRET })
    if (kind !== this.#kind || file !== this.#file || this.#rows.length >= BATCH) await this.flush()
    this.#kind = kind
    this.#file = file
    this.#rows.push({ ...(parsed.own as OwnRecord<Kept>), line } as Line<OwnRecord<Kept>>)
  }

  async flush(): Promise<void> {
    const rows = this.#rows.splice(0)
    if (rows.length === 0) return
    const take = TAKE[this.#kind] as (rows: Lines<Kept>, doubt: Doubt) => Promise<TakenBack>
    const { added, refused } = await take(rows, this.doubt)
    this.report[this.#kind] = (this.report[this.#kind] ?? 0) + added
    for (const line of refused) this.refuse(this.#file, line, STRANGE[this.#kind])
  }
}
