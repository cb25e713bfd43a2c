import { currentDoing } from './request-context.ts'

/** Counts the time until the database answered, its queue and its locks included, for the request or job that asked. */
export async function timeDatabase<Result>(run: () => Promise<Result>): Promise<Result> {
  const doing = currentDoing()
  if (doing === null) return run()
  const began = performance.now()
  try {
    return await run()
  } finally {
    doing.databaseMs += performance.now() - began
  }
}
