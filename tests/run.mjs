// `npm test`: the groundwork of `npm start`, then types, lint, the tests on the machine and those in a browser. One line a stage, what
// a stage said only when it failed, and at the end the sum.

import { refuseOldNode } from '../jobs/launch/node-version.mjs'

refuseOldNode()
import('./support/stages.mjs').then(({ runStages }) => runStages())
