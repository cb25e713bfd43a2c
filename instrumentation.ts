/** Next calls this once before it serves. A throw in here would leave a server that answers 500 to everything: end it instead. */
export async function register(): Promise<void> {
  // The one reading of process.env outside lib/env. Next replaces it when it builds, which keeps Node's modules out of its other
  // runtime; but only as the condition around them, not as an early return.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    try {
      const { watchRequests } = await import('#lib/requests')
      watchRequests()
      const { readFromReplica } = await import('#lib/replica-files')
      readFromReplica()
      const { measureRequests } = await import('#lib/request-metrics')
      measureRequests('.next/routes-manifest.json')
      const { adoptConsole } = await import('#lib/log-console')
      adoptConsole()
      const { isDevelopment } = await import('#lib/env')
      // Next's development server renders for whoever changes a page, and runs scripts of its own.
      if (isDevelopment()) return
      const { standInFront } = await import('#lib/front')
      const { BEFORE_PAINT_SCRIPT } = await import('#lib/domain/web/before-paint')
      const { THEME_SCRIPT } = await import('#lib/domain/web/theme-script')
      standInFront([THEME_SCRIPT, BEFORE_PAINT_SCRIPT])
    } catch (error) {
      console.error(error)
      process.exit(1)
    }
  }
}
