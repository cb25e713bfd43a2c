import { readFileSync } from 'node:fs'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// What costs most: a site that starts, other processes, a wait for a lease or a time-out. Begun last, one of these would be waited for
// by an idle core.
const SLOW = ['started-site', 'node:child_process', 'startSmtp', 'startSourceServer', 'fast-check', 'openTestDatabase']

/** Begins with the files that take longest, told by what they use: a fresh checkout has no times of the last run. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const cost = new Map(files.map(file => [file, costOf(file.moduleId)]))
    return [...files].sort((a, b) => cost.get(b)! - cost.get(a)! || (a.moduleId < b.moduleId ? -1 : 1))
  }
}

function costOf(file: string): number {
  const text = readFileSync(file, 'utf8')
  const rank = SLOW.findIndex(sign => text.includes(sign))
  return rank < 0 ? 0 : SLOW.length - rank
}
