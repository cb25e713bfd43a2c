import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { version } from './version.ts'

/** What this process measures of itself. */
export type Metrics = {
  registry: Registry
  requests: Counter<'method' | 'route' | 'status'>
  requestSeconds: Histogram<'route'>
  databaseSeconds: Histogram<'kind' | 'name'>
  jobSeconds: Histogram<'job' | 'ok'>
}

/** A figure that is not this process's own, as it is at this moment. A value of null is not known, and left out. */
export type Figure = {
  name: string
  help: string
  type?: 'gauge' | 'counter'
  values: { labels?: Record<string, string>; value: number | null }[]
}

// On globalThis because Next bundles this module twice, for the instrumentation and for the pages, in one process.
const held = globalThis as { attnMetrics?: Metrics }

const REQUEST_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]
const DATABASE_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5]
const JOB_BUCKETS = [0.01, 0.1, 0.5, 1, 5, 15, 60, 300, 1800]

/** The measures of this process, which begins to measure at the first call. */
export function metrics(): Metrics {
  held.attnMetrics ??= openMetrics()
  return held.attnMetrics
}

function openMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    requests: new Counter({
      name: 'attn_http_requests_total',
      help: 'Requests that were answered, by method, pattern of the address and status; "aborted": the visitor went away.',
      labelNames: ['method', 'route', 'status'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'attn_http_request_duration_seconds',
      help: 'From the head of a request to the last byte of its answer.',
      labelNames: ['route'],
      buckets: REQUEST_BUCKETS,
      registers,
    }),
    databaseSeconds: new Histogram({
      name: 'attn_database_seconds',
      help: 'How long one request or job waited for the database in all.',
      labelNames: ['kind', 'name'],
      buckets: DATABASE_BUCKETS,
      registers,
    }),
    jobSeconds: new Histogram({
      name: 'attn_job_duration_seconds',
      help: 'How long the jobs took that this process ran.',
      labelNames: ['job', 'ok'],
      buckets: JOB_BUCKETS,
      registers,
    }),
  }
}

/** Which program this is, and on which Node. */
export const buildFigures = (): Figure[] => [
  {
    name: 'attn_build_info',
    help: 'Always 1; the labels say which program runs.',
    values: [{ labels: { version: version(), node: process.version }, value: 1 }],
  },
]

/** The content type of what `renderMetrics` returns. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** The measures of this process and other figures, in the text format of Prometheus. */
export async function renderMetrics(figures: Figure[]): Promise<string> {
  const registry = new Registry()
  for (const { name, help, type = 'gauge', values } of figures) {
    const known = values.filter(
      (each): each is { labels?: Record<string, string>; value: number } => each.value !== null,
    )
    const labelNames = Object.keys(known[0]?.labels ?? {})
    const config = { name, help, labelNames, registers: [registry] }
    const measure = type === 'counter' ? new Counter(config) : new Gauge(config)
    // One without labels stands at 0 until something else is said of it.
    if (known.length === 0) registry.removeSingleMetric(name)
    for (const { labels = {}, value } of known) measure.inc(labels, value)
  }
  return `${(await metrics().registry.metrics()).trimEnd()}\n\n${await registry.metrics()}`
}
