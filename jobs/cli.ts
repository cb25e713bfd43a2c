// The command line: `npm run attn -- VERB …`, which installs first what this needs, or `node --import tsx jobs/cli.ts VERB …`.

import { runCommandLine } from './command-line.ts'
import { watchStopRequests } from './stopping.ts'

// A terminal that was closed, or a reader of a pipe that went away, must not break work that is half done.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

const code = await runCommandLine(process.argv.slice(2), watchStopRequests)
// Not by itself: the channel to a process that started this one would keep it alive. Through a write, so that a pipe gets all of it.
process.stdout.write('', () => process.exit(code))
