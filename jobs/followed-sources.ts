import { type Env, EnvError, env } from '#lib/env'
import { type RegisteredSource, SOURCES } from '#lib/sources/sources'

/**
 * The sources that are visited by themselves: those that SOURCES names, and whose settings are there.
 * @throws EnvError when it names one that there is not, or one that lacks a setting
 */
export function followedSources(settings: Env = env()): RegisteredSource[] {
  const names = settings.SOURCES.split(/[\s,]+/).filter(Boolean)
  const followable = SOURCES.filter(({ onlyRanges }) => !onlyRanges)
  const known = followable.map(({ name }) => name)
  const unknown = names.find(name => !['all', 'none', ...known].includes(name))
  if (unknown) throw new EnvError(`SOURCES names "${unknown}": write all, none, or some of ${known.join(', ')}.`)
  const isAlone = names.length <= 1 || !names.some(name => name === 'all' || name === 'none')
  if (!isAlone) throw new EnvError(`SOURCES is "${settings.SOURCES}": write all, none, or names.`)
  const lacking = followable.find(source => names.includes(source.name) && lackedBy(source, settings))
  if (lacking) throw new EnvError(`SOURCES names ${lacking.name}, which needs ${lacking.needs}: set that too.`)
  return followable.filter(
    source => (names.includes('all') || names.includes(source.name)) && !lackedBy(source, settings),
  )
}

/** The setting that a source needs and does not have. */
export const lackedBy = ({ needs }: RegisteredSource, settings: Env = env()): string | null =>
  needs && settings[needs] === undefined ? needs : null
