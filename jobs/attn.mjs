// `npm run attn -- VERB …`: the command line, with what it needs installed first. stdout belongs to the verb alone.

import { refuseOldNode } from './launch/node-version.mjs'

refuseOldNode()
import('./launch/command.mjs').then(({ runCommand }) => runCommand(process.argv.slice(2)))
