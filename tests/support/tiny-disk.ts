import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of a few megabytes. `fill` leaves some bytes free of it, `empty` gives all of that back. */
export type TinyDisk = { folder: string; fill(leave: number): void; empty(): void; remove(): void }

/** Mounts one in memory; null where that is not allowed, which is everywhere but for root on Linux. */
export function mountTinyDisk(megabytes: number): TinyDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'attn-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
  const filler = join(folder, 'filler')
  return {
    folder,
    fill(leave) {
      const { bavail, bsize } = statfsSync(folder)
      writeFileSync(filler, Buffer.alloc(bavail * bsize - leave))
    },
    empty: () => rmSync(filler, { force: true }),
    remove() {
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true })
    },
  }
}
