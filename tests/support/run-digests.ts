// A worker as a process of its own: sends what is due at the time given, until nothing is, and prints the report.

import { sendDueDigests } from '#jobs/digest'
import { closeDatabase } from '#lib/db'

const now = new Date(process.argv[2]!)
const report = await sendDueDigests({ now, worker: `child ${process.pid}` })
await closeDatabase()
console.log(JSON.stringify(report))
