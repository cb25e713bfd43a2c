// Run by start.mjs before the site.

import { prepareSite } from './prepare-site.ts'

process.exitCode = await prepareSite()
