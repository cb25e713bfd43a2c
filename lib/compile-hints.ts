import { readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Tells V8 that what is in a script is called as soon as it has come: it then compiles all of it while it loads, beside the page, and not
 * piece by piece while the page stands still (https://v8.dev/blog/explicit-compile-hints). Other browsers see a comment.
 */
const HINT = '//# allFunctionsCalledOnLoad\n'

/** Puts the hint at the top of every script that Next built for browsers into `distDir`. Whoever has it keeps it once. */
export async function hintCompilation(distDir: string): Promise<void> {
  const folder = join(distDir, 'static', 'chunks')
  const names = (await readdir(folder, { recursive: true })).filter(name => name.endsWith('.js'))
  await Promise.all(
    names.map(async name => {
      const file = join(folder, name)
      const text = await readFile(file, 'utf8')
      if (text.startsWith(HINT)) return
      // A site may be serving the folder, and nobody shall get half a script.
      await writeFile(`${file}.part`, HINT + text)
      await rename(`${file}.part`, file)
    }),
  )
}
