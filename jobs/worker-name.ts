import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'

/** A name for a worker that no other has. */
export const newWorkerName = () => `${hostname()}:${process.pid}:${randomBytes(3).toString('hex')}`
