import { readdirSync, readFileSync, statSync } from 'node:fs'

// What Linux tells of a running process under /proc. Elsewhere there is nothing to read.

const TICKS_PER_SECOND = 100

/** The memory that a process has, in MB. */
export function memoryOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes ?? 0) / 1024
}

/** How many files and sockets a process has open. */
export const handlesOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length

/** How much of the processor a process took since it began, in seconds. */
export function processorOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** How large a file is, in MB; 0 when there is none. */
export const sizeOf = (file: string): number => (statSync(file, { throwIfNoEntry: false })?.size ?? 0) / 2 ** 20
