import { followedSources } from './followed-sources.ts'
import { planSchedule } from './schedule.ts'

/** The names of everything that happens by itself in this installation. */
export const jobNames = (): string[] => planSchedule(followedSources()).map(({ name }) => name)

/** The job that a name means: its own, or that of a source; null where there is none. */
export function findJobName(name: string): string | null {
  const names = jobNames()
  return names.find(each => each === name) ?? names.find(each => each === `ingest ${name}`) ?? null
}
