import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { SlowestFirst } from './support/slowest-first.ts'

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  // Next has it built in, for its own builds.
  resolve: { alias: { 'server-only': 'next/dist/compiled/server-only/empty.js' } },
  test: {
    include: ['tests/{architecture,unit,store,jobs}/**/*.test.ts'],
    // Processes, not threads: tests change the environment and open databases. Two, because most machines that check have two cores.
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: SlowestFirst },
    // Only what hangs is to run into it, on a busy machine too.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
