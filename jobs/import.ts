import { readFile, stat } from 'node:fs/promises'
import { DamagedFile, readLines } from '#lib/sources/file-lines'
import { parseListing } from '#lib/sources/listing'
import { parseJsonLine } from '#lib/sources/refusal'
import { FileIntake, type ImportOptions, type ImportReport } from './file-intake.ts'
import { indexImported } from './indexing.ts'

/**
 * Imports files in order. What a line has wrong is reported and does not stop the rest.
 * Formats by name: `.txt` listing · `.json` one array (or one object) · everything else a JSON object a line, gzipped or not.
 * A file whose rest cannot be read (a gzip that was cut off) is reported likewise, and the next one is imported.
 * @throws before anything is imported when a file is not there
 */
export async function importFiles(files: string[], options: ImportOptions): Promise<ImportReport> {
  const sizes = await Promise.all(files.map(sizeOf))
  const intake = new FileIntake(
    options,
    sizes.reduce((sum, size) => sum + size, 0),
  )
  for (const [i, file] of files.entries()) {
    try {
      await importFile(file, intake)
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error
      await intake.flush()
      intake.refuse(file, error.line, { field: 'file', why: error.message })
    }
    intake.fileDone(sizes[i]!)
  }
  await intake.recordSource()
  await indexImported()
  return intake.report
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new Error(error.code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${error.message}.`)
  })
  if (found.isDirectory()) throw new Error(`${file} is a folder; name the files in it.`)
  return found.size
}

async function importFile(file: string, intake: FileIntake): Promise<void> {
  const name = file.toLowerCase()
  if (name.endsWith('.txt')) {
    const { entries, lonely } = parseListing(await readFile(file, 'utf8'))
    for (const { line, title, abstract } of entries) await intake.take(file, line, { title, abstract })
    if (lonely !== null)
      intake.refuse(file, lonely, { field: 'abstract', why: 'the title has no abstract line after it' })
  } else if (name.endsWith('.json')) {
    const parsed = parseJsonLine((await readFile(file, 'utf8')).replace(/^\ufeff/, ''))
    if ('refused' in parsed) intake.refuse(file, 1, parsed.refused)
    else for (const [i, record] of [parsed.value].flat().entries()) await intake.take(file, i + 1, record)
  } else {
    for await (const { number, text, bytesRead, tooLong } of readLines(file)) {
      intake.bytes = bytesRead
      const line = number === 1 ? text.replace(/^\ufeff/, '') : text
      if (tooLong) intake.refuse(file, number, { field: 'line', why: 'it is longer than 4 MB' })
      if (tooLong || line.trim() === '') continue
      const parsed = parseJsonLine(line)
      if ('refused' in parsed) intake.refuse(file, number, parsed.refused)
      else await intake.take(file, number, parsed.value)
    }
  }
  await intake.flush()
}
