// `npm start`: everything from a fresh clone to a site that answers. `npm run dev` (--dev): the same with Next's development server.

import { refuseOldNode } from './launch/node-version.mjs'

refuseOldNode()
// Not at the top: what follows is written for the Node that it needs.
import('./launch/site.mjs').then(({ runSite }) => runSite({ dev: process.argv.includes('--dev') }))
