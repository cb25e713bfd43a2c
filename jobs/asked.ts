import { type Batch, SourceError, type Subject } from '#lib/sources/source'

/** Which papers a source was asked about. A visit that was cut short does not say which of them it came to. */
export class Asked {
  #handedOut = new Set<string>()
  #seen = new Set<string>()

  handOut(subjects: Subject[]): void {
    for (const { arxivId } of subjects) this.#handedOut.add(arxivId)
  }

  sawValues({ observations, papers }: Batch): void {
    for (const { arxivId } of [...observations, ...papers])
      if (arxivId !== null && this.#handedOut.has(arxivId)) this.#seen.add(arxivId)
  }

  /**
   * Those that were asked about: all of them at the end of a visit, else those of which something was heard. Where a question itself is what
   * failed, all count as asked, for the next visit must not begin with it again.
   */
  answered(failure: unknown): string[] {
    const passes = failure instanceof SourceError && ['away', 'busy', 'stopped'].includes(failure.kind)
    return [...(passes ? this.#seen : this.#handedOut)]
  }
}
