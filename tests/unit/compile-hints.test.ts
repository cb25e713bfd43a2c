import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { hintCompilation } from '#lib/compile-hints'
import { makeFolder } from '#tests/support/started-site'

const { folder, remove } = makeFolder()
afterAll(remove)

it('tells of every script for browsers, once, and changes nothing else', async () => {
  const chunks = join(folder, 'static', 'chunks')
  mkdirSync(join(chunks, 'pages'), { recursive: true })
  const files = { 'a.js': 'f()', 'pages/b.js': 'g("ü")', 'a.css': 'p{}', 'a.js.map': '{}' }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(chunks, name), text)
  await hintCompilation(folder)
  await hintCompilation(folder)
  const read = (name: string) => readFileSync(join(chunks, name), 'utf8')
  expect(read('a.js')).toBe('//# allFunctionsCalledOnLoad\nf()')
  expect(read('pages/b.js')).toBe('//# allFunctionsCalledOnLoad\ng("ü")')
  expect(read('a.css')).toBe('p{}')
  expect(read('a.js.map')).toBe('{}')
})

it('says which folder is not there', async () => {
  await expect(hintCompilation(join(folder, 'nowhere'))).rejects.toThrow(/nowhere/)
})
