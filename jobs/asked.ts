import { SourceError, type Subject } from '#lib/sources/source'

/** Which papers a source was asked about within a visit. */
export class Asked {
  #handedOut = new Set<string>()
  #asked = new Set<string>()

  handOut(subjects: Subject[]): void {
    for (const { arxivId } of subjects) this.#handedOut.add(arxivId)
  }

  /**
   * What became of a question about some papers; `failure`: null when it was answered. A question that was refused counts as asked, for the
   * next visit must not begin with it again; one that nobody answered, or that our key was not good enough for, does not.
   */
  note(about: string[], failure: unknown): void {
    if (failure instanceof SourceError && ['away', 'busy', 'locked', 'stopped'].includes(failure.kind)) return
    for (const arxivId of about) this.#asked.add(arxivId)
  }

  /** Those that need not be asked about soon: at the end of a visit all that the source was given, else those that it came to. */
  done(isEnded: boolean): string[] {
    return [...(isEnded ? this.#handedOut : this.#asked)]
  }
}
