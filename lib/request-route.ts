/** The pattern of a path, such as `/papers/[...id]`: there are only so many, whatever visitors ask for. */
export type RouteOf = (path: string) => string

/** What no page of ours answers. */
export const UNKNOWN_ROUTE = 'other'

/**
 * Reads the patterns out of the list of routes that a build of Next leaves behind (`routes-manifest.json`). Without one, all paths are of one
 * pattern.
 */
export function readRoutes(manifest: string | null): RouteOf {
  const { staticRoutes = [], dynamicRoutes = [] } = manifest === null ? {} : (JSON.parse(manifest) as Manifest)
  const fixed = new Set(staticRoutes.map(({ page }) => page))
  const patterns = dynamicRoutes.map(({ page, regex }) => ({ page, regex: new RegExp(regex) }))
  return path => {
    const plain = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
    if (fixed.has(plain)) return plain
    if (plain.startsWith('/_next/')) return '/_next'
    return patterns.find(({ regex }) => regex.test(plain))?.page ?? UNKNOWN_ROUTE
  }
}

type Route = { page: string; regex: string }
type Manifest = { staticRoutes?: Route[]; dynamicRoutes?: Route[] }
