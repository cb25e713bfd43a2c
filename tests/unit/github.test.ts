import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { github, parseGitHubRepository } from '#lib/sources/github'
import { SourceError, type Subject } from '#lib/sources/source'
import { readFixture } from '../support/fixtures.ts'
import { anyAnswer, hasHalves } from '../support/mutations.ts'
import { collect, makeVisit, SETTINGS, type Served } from '../support/visits.ts'

const MAMBA = readFixture('signals/github-repository.json')
const MOVED = readFixture('signals/github-moved.json')
const paper = (arxivId: string, codeUrl: string | null): Subject => ({ arxivId, codeUrl })
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => paper(`2401.${10_000 + index}`, `https://github.com/ada/engine-${index}`))
const visitWith = (serve: Parameters<typeof makeVisit>[0], parts: Parameters<typeof makeVisit>[1]) => {
  const { visit, questions } = makeVisit(serve, parts)
  return collect(github.fetch(visit)).then(({ batches, error }) => ({
    batches,
    error,
    questions,
    observations: batches.flatMap(batch => batch.observations),
  }))
}

describe('parseGitHubRepository', () => {
  it('reads the stars, whatever else a repository is', () => {
    expect(parseGitHubRepository(MAMBA)).toEqual({ ok: true, stars: 80, refused: [] })
    expect(parseGitHubRepository(MOVED)).toEqual({ ok: true, stars: 7, refused: [] })
  })

  it.each([-1, 0.5, 1e300, '80', 'NaN', null, undefined])('refuses %j as a number of stars, by name', stars => {
    const parsed = parseGitHubRepository(JSON.stringify({ full_name: 'a/b', stargazers_count: stars }))
    expect(parsed).toEqual({ ok: false, why: expect.stringMatching(/^stargazers_count: .+ is no count$/) })
  })

  it('says what is wrong with an answer that is none', () => {
    expect(parseGitHubRepository('{"message":"Not Found"}')).toEqual({ ok: false, why: 'full_name: it is missing' })
    expect(parseGitHubRepository('[]')).toEqual({ ok: false, why: 'it has to be an object' })
    expect(parseGitHubRepository('<html>')).toEqual({ ok: false, why: 'it is not JSON (it begins with "<html>")' })
  })

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(anyAnswer(MAMBA), text => {
        const parsed = parseGitHubRepository(text)
        if (parsed.ok) expect(Number.isSafeInteger(parsed.stars) && parsed.stars >= 0).toBe(true)
        expect(hasHalves(parsed)).toBe(false)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a visit at GitHub', () => {
  it('asks once for a repository that papers share, and says the stars of each', async () => {
    const subjects = [
      paper('2312.00752', 'https://github.com/state-spaces/mamba'),
      paper('2405.21060', 'https://github.com/State-Spaces/Mamba/'),
      paper('1706.03762', null),
      paper('1810.04805', 'https://gitlab.com/ada/engine'),
    ]
    const { observations, questions, batches } = await visitWith(() => MAMBA, { subjects })
    expect(questions).toEqual([
      {
        url: 'https://github.test/repos/state-spaces/mamba',
        accept: 'application/vnd.github+json',
        about: ['2312.00752', '2405.21060'],
      },
    ])
    expect(observations).toEqual(
      ['2312.00752', '2405.21060'].map(arxivId => ({
        arxivId,
        observedAt: new Date('2026-11-25T09:30:00Z'),
        signal: 'githubStars',
        value: 80,
      })),
    )
    expect(batches[0]!.done).toEqual({ steps: 1, ofSteps: 1 })
  })

  it('says nothing of a repository that is gone, and the stars of one that moved', async () => {
    const subjects = [
      paper('2401.00001', 'https://github.com/ada/gone'),
      paper('2401.00002', 'https://github.com/ada/engine'),
    ]
    const { observations, batches } = await visitWith(
      { 'https://github.test/repos/ada/gone': 'missing', 'https://github.test/repos/ada/engine': MOVED },
      { subjects },
    )
    expect(observations).toMatchObject([{ arxivId: '2401.00002', value: 7 }])
    expect(batches[0]!.refused).toEqual([])
  })

  it('stays within 60 an hour without a token', async () => {
    const { questions, batches } = await visitWith(() => MAMBA, { subjects: many(70) })
    expect(questions).toHaveLength(45)
    expect(batches.at(-1)!.done).toEqual({ steps: 45, ofSteps: 45 })
    expect(github.politeness(SETTINGS).perHour).toBeLessThan(60)
  })

  it('shows its token and asks for more with one', async () => {
    const settings = { ...SETTINGS, GITHUB_TOKEN: 'not-a-real-one' }
    const { questions } = await visitWith(() => MAMBA, { subjects: many(70), settings })
    expect(questions).toHaveLength(70)
    expect(questions[0]!.authorization).toBe('Bearer not-a-real-one')
    expect(questions.every(({ url }) => !url.includes('not-a-real-one'))).toBe(true)
    expect(github.politeness(settings).perHour).toBeLessThan(5000)
  })

  it('keeps what it learned before GitHub told it to come later', async () => {
    const retryAt = new Date('2026-11-25T10:12:00Z')
    const busy = new SourceError('busy', 'github.test answered 403 (API rate limit exceeded).', retryAt)
    const { error, observations, batches } = await visitWith(url => (url.endsWith('-13') ? busy : MAMBA), {
      subjects: many(20),
    })
    expect(error).toBe(busy)
    expect(observations).toHaveLength(13)
    expect(batches.map(({ done }) => done!.steps)).toEqual([10, 13])
  })

  it('passes over a repository that is blocked, and ends when all are refused', async () => {
    const blocked: Served = new SourceError('refused', 'github.test answered 451 (Repository access blocked).')
    const one = await visitWith(url => (url.endsWith('-1') ? blocked : MAMBA), { subjects: many(4) })
    expect(one.error).toBeNull()
    expect(one.observations).toHaveLength(3)
    expect(one.batches[0]!.refused).toEqual([{ record: 'ada/engine-1', why: blocked.message }])
    const all = await visitWith(() => blocked, { subjects: many(4) })
    expect(all.error).toBe(blocked)
    expect(all.questions).toHaveLength(3)
  })

  it('names a repository whose answer cannot be read', async () => {
    const { batches } = await visitWith(() => '{"full_name":"a/b","stargazers_count":-1}', { subjects: many(1) })
    expect(batches[0]!.refused).toEqual([{ record: 'ada/engine-0', why: 'stargazers_count: -1 is no count' }])
  })
})
