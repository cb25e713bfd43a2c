import { defineConfig } from '@playwright/test'
import { launchOptions } from '../support/chromium.mjs'
import { SITE } from './site.ts'

export default defineConfig({
  testDir: '.',
  // Not *.spec.ts, which vitest would collect as well.
  testMatch: '**/*.e2e.ts',
  outputDir: '../../test-results',
  timeout: 60_000,
  workers: 2,
  forbidOnly: process.env.CI === 'true',
  reporter: [['list']],
  // Operators stop mail and jobs for everybody, and take the mails of the one mail server: after all others.
  projects: [
    { name: 'readers', testIgnore: '**/admin.e2e.ts' },
    { name: 'operators', testMatch: '**/admin.e2e.ts', dependencies: ['readers'] },
  ],
  use: {
    baseURL: SITE.url,
    launchOptions: launchOptions(),
    // No trace: of tests that pass it is thrown away, and it costs a fifth of the CPU time. `--trace on` makes one.
    screenshot: 'only-on-failure',
    reducedMotion: 'reduce',
    // A worker would answer in place of the site; the tests about copies for offline allow it.
    serviceWorkers: 'block',
  },
  webServer: {
    command: 'node jobs/start.mjs',
    cwd: SITE.root,
    env: SITE.env,
    url: `${SITE.url}/healthz`,
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
