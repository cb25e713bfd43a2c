import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ran, runCommand } from '#tests/support/command-line'
import { BLANK } from '../support/variables.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PAPER = {
  arxivId: '1706.03762',
  title: 'Attention Is All You Need',
  abstract: 'The Transformer, based on attention.',
}

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'attn-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const variables = () => ({ ...BLANK, DATA_DIR: join(folder, 'data') })

/** A verb, as somebody in that folder types it. */
const attn = (args: string[], more: Record<string, string> = {}): Promise<Ran> =>
  runCommand(['--from', folder, ...args], { ...variables(), ...more })

/** The same in a process of its own: what leaves by its pipes, and how it ends. */
function attnProcess(args: string[], more: Record<string, string> = {}): Promise<Ran> {
  const command = ['--import', 'tsx', 'jobs/cli.ts', '--from', folder, ...args]
  const env = { ...process.env, ...variables(), ...more }
  return new Promise(resolve => {
    execFile(process.execPath, command, { cwd: ROOT, env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
  })
}

describe('the command line', { timeout: 180_000 }, () => {
  it('explains itself without touching anything', async () => {
    for (const [run, args] of [
      [attnProcess, []],
      [attn, ['rank', '--help']],
    ] as const) {
      const { code, out } = await run([...args], { DATABASE_URL: 'nonsense' })
      expect([code, out]).toEqual([0, expect.stringContaining('digest [--now T] [--dry-run] [--to ADDRESS]')])
      expect(out).toContain('npm run -s attn')
    }
  })

  it.each([
    [
      ['imprt'],
      '"imprt" is no verb; the verbs are import, ingest, rank, tag, reindex, digest, mail, bounces, prune, run, pause, resume, audit, admin, worker, export, backup, restore, status.',
    ],
    [['import'], 'import needs a file: npm run attn -- import papers.jsonl'],
    [['rank', '--nwo'], "Unknown option '--nwo'."],
    [['rank', '--now'], "Option '--now <value>' argument missing."],
    [['rank', '--now', 'soon'], '--now "soon" is no time: write 2026-11-23 or 2026-11-23T08:00:00Z.'],
    [['rank', '--diff', '--window', 'hour'], '--window "hour" is none of day, week, month, year, all.'],
    [['rank', '--window', 'day'], '--window goes with --preset, --diff or --explain: all windows are ranked.'],
    [['rank', '--diff', '--explain', '1706.03762'], '--diff and --explain are two questions: ask one at a time.'],
    [
      ['rank', '--preset', 'digg'],
      '--preset must begin with one of attn, hacker-news, reddit, lobsters, count, stars-per-hour, not with "digg".',
    ],
    [['rank', 'everything'], '"everything" is one argument too many.'],
    [['tag', '2401.12345'], 'What about 2401.12345? Say --add TOPIC, --remove TOPIC or --undo TOPIC.'],
    [['tag', '--add', 'video'], 'Which paper? Write its id before the changes: tag 2401.12345 --add video'],
    [['tag', '2401.12345', '--add', 'nonsense'], '"nonsense" is no topic; /topics lists all.'],
    [
      ['tag', '2401.12345', '--add', 'video', '--remove', 'video'],
      'video is named twice: a topic is added, removed or left to the tagger.',
    ],
    [
      ['tag', '--explain', '2401.12345', '--corrections'],
      '--explain, --corrections and changes are for one command each.',
    ],
    [
      ['ingest', 'nowhere'],
      'There is no source "nowhere"; there are arxiv, arxiv-rss, arxiv-oai, hugging-face, github, openalex, hacker-news, biorxiv.',
    ],
  ])('ends %j with 2 and one sentence', async (args, sentence) => {
    expect(await attn(args)).toEqual({ code: 2, out: '', err: `${sentence}\n` })
  })

  it('tells a shell of wrong arguments', async () => {
    const err = '"everything" is one argument too many.\n'
    expect(await attnProcess(['rank', 'everything'])).toEqual({ code: 2, out: '', err })
  })

  it('imports, ranks and exports, each with one line or one object', async () => {
    writeFileSync(join(folder, 'papers.jsonl'), `${JSON.stringify(PAPER)}\n{"title": "Half"}\n`)
    const imported = await attnProcess(['import', 'papers.jsonl'])
    expect(imported).toMatchObject({ code: 1, out: 'Took 1 new papers, 0 changed, 0 known; refused 1 lines.\n' })
    expect(imported.err).toMatch(/papers\.jsonl:2: abstract: /)

    const ranked = await attn(['rank', '--now', '2017-06-13', '--json'])
    expect([ranked.code, JSON.parse(ranked.out)]).toEqual([
      0,
      { windows: 5, scored: 1, read: 0, written: expect.any(Number) },
    ])

    const exported = await attnProcess(['export'])
    expect(exported).toMatchObject({ code: 0, err: 'Exported 1 papers.\n' })
    expect(JSON.parse(exported.out)).toMatchObject({ kind: 'paper', ...PAPER, authors: [], aliases: [] })

    expect(await attn(['export', '--out', 'all.jsonl'])).toMatchObject({
      code: 0,
      out: `Exported 1 papers to ${folder}/all.jsonl.\n`,
    })
    expect(readFileSync(join(folder, 'all.jsonl'), 'utf8')).toBe(exported.out)
    expect(statSync(join(folder, 'all.jsonl')).mode & 0o777).toBe(0o600)
    // What was exported can be taken in again.
    expect(await attn(['import', 'all.jsonl'])).toMatchObject({
      code: 0,
      out: 'Took 0 new papers, 0 changed, 1 known.\n',
    })
  })

  it('explains and corrects the topics of a paper, and keeps previews out of the record', async () => {
    const id = PAPER.arxivId
    const explained = await attn(['tag', '--explain', id])
    expect(explained).toMatchObject({ code: 0, out: expect.stringMatching(/^1706\.03762 {2}.*\n/) })
    expect(await attn(['tag', id, '--add', 'video', '--add', 'Speech Recognition'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^1706\.03762 has by now: .*speech-recognition, video\.\n$/),
    })
    expect(await attn(['tag', '--corrections'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^add +speech-recognition/),
    })
    expect(await attn(['tag'])).toMatchObject({ code: 0, out: 'Tagged 1 papers: 0 topics added, 0 removed.\n' })
    expect(await attn(['tag', id, '--undo', 'video', '--remove', 'speech-recognition', '--json'])).toMatchObject({
      code: 0,
    })
    expect(await attn(['tag', id, '--undo', 'speech-recognition'])).toMatchObject({ code: 0 })
    expect(await attn(['tag', '--explain', '9999.99999'])).toMatchObject({
      code: 1,
      out: 'There is no paper 9999.99999 here.\n',
    })
    const { out } = await attn(['status', '--json'])
    expect(out).not.toContain('Came near')
    expect(out).toContain('Tagged 1 papers')
  }, 90_000)

  it('says what failed in one line and ends with 1', async () => {
    const missing = await attn(['import', 'missing.jsonl'])
    expect(missing).toMatchObject({ code: 1, out: '' })
    expect(missing.err).toMatch(/^\S+Z import failed error=".*missing\.jsonl.*"\n$/)
    expect(await attn(['ingest'])).toMatchObject({ code: 1, out: expect.stringMatching(/^No source is followed/) })
    expect(await attn(['rank'], { JOBS: 'maybe' })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^JOBS must be on or off/),
    })
  })

  it('records what is run by hand, and no preview', async () => {
    expect(await attn(['rank', '--explain', 'nothing'])).toMatchObject({ code: 1, out: 'There is no paper nothing.\n' })
    expect(await attn(['rank', '--diff', '--preset', 'reddit'])).toMatchObject({ code: 0 })
    const { out } = await attn(['status', '--json'])
    expect(out).not.toMatch(/no paper nothing|By reddit/)
    expect(out).toContain('Took 1 new papers')
    expect(out).toContain('There is no file [path]')
    expect(out).not.toContain(folder)
  })

  it('names to everybody else nobody to whom an issue was sent by hand', async () => {
    const sent = await attn(['digest', '--to', 'ada@example.org', '--now', '2017-06-13'])
    expect(sent).toMatchObject({ code: 0, out: expect.stringMatching(/^Sent .*ada@example\.org/) })
    const { out } = await attn(['status', '--json'])
    expect(out).toContain('[address]')
    expect(out).not.toContain('ada@')
  })
})
