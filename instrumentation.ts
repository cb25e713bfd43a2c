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
    } catch (error) {
      console.error(error)
      process.exit(1)
    }
  }
}
