import { fileURLToPath } from 'node:url'
import type { NextConfig } from 'next'
import { PHASE_PRODUCTION_BUILD } from 'next/constants'
import { hintCompilation } from './lib/compile-hints'
import { env } from './lib/env'

/** The checkout. Without it Next takes a folder above for the root when there happens to be a lockfile in it. */
const root = fileURLToPath(new URL('.', import.meta.url))

const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  // Addresses of this site may hold a reader's token.
  'Referrer-Policy': 'same-origin',
  'X-Frame-Options': 'SAMEORIGIN',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
  // The policy of scripts is each answer's own: see lib/front.
}

/**
 * What is a reader's own, or the operator's, is for no other site, not even unseen; feeds and the API are for all. Pages for all do without:
 * whoever comes from elsewhere would, for an opener policy, have their browser throw away the process that it made ready, and begin another
 * one when the page is already there.
 */
const OWN_PAGES = ['/subscribe', '/subscription', '/u', '/outbox', '/admin']
const OWN_HEADERS = {
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
}

const listed = (headers: Record<string, string>) => Object.entries(headers).map(([key, value]) => ({ key, value }))

const CONFIG: NextConfig = {
  // `npm test` checks the types. Whoever only runs the site need not wait for it, nor have the packages that tests are typed by.
  typescript: { ignoreBuildErrors: true },
  outputFileTracingRoot: root,
  turbopack: { root },
  poweredByHeader: false,
  devIndicators: false,
  // Next would write an AGENTS.md into the checkout.
  agentRules: false,
  experimental: { agentFeedback: false },
  compiler: { runAfterProductionCompile: ({ distDir }) => hintCompilation(distDir) },
  headers: async () => [
    { source: '/:path*', headers: listed(SECURITY_HEADERS) },
    ...OWN_PAGES.map(page => ({ source: `${page}/:path*`, headers: listed(OWN_HEADERS) })),
  ],
}

/**
 * Next takes a form only from a page of its own address, which it knows by X-Forwarded-Host or Host. A proxy that sends neither as the
 * reader typed it would make every form fail, so the address of SITE_URL is allowed whatever the proxy says. Next reads this at each
 * start; a build knows nothing of the address, and asks for none.
 */
function withOrigins(): NextConfig {
  const { host, hostname } = new URL(env().SITE_URL)
  return {
    ...CONFIG,
    allowedDevOrigins: [hostname],
    experimental: { ...CONFIG.experimental, serverActions: { allowedOrigins: [host] } },
  }
}

export default function config(phase: string): NextConfig {
  return phase === PHASE_PRODUCTION_BUILD ? CONFIG : withOrigins()
}
