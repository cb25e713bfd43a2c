const SAMPLE =
  /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|NaN|[+-]Inf)$/

/**
 * Reads the text format of Prometheus as strictly as it does: every line is a sample, HELP, TYPE or empty; a series comes once; a family is
 * declared once, before its samples, which stand together. Returns the series with their values.
 * @throws on the first line that is not so
 */
export function parsePrometheus(text: string): Map<string, number> {
  const series = new Map<string, number>()
  const types = new Map<string, string>()
  const ended = new Set<string>()
  let family = ''
  for (const line of text.split('\n')) {
    const [, keyword, name, rest] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? []
    if (keyword === 'TYPE' && name) {
      if (types.has(name)) throw new Error(`declared twice: ${line}`)
      types.set(name, rest!)
    }
    if (line === '' || keyword) continue
    const sample = SAMPLE.exec(line)
    if (!sample) throw new Error(`no sample: ${line}`)
    const [, metric = '', , labels = '', value] = sample
    const of = types.has(metric) ? metric : metric.replace(/_(bucket|sum|count)$/, '')
    if (!types.has(of)) throw new Error(`of no declared family: ${line}`)
    if (of !== family) {
      if (ended.has(of)) throw new Error(`not together with its family: ${line}`)
      ended.add(of)
      family = of
    }
    const key = `${metric}{${labels
      .split(/,(?=[a-z_]+=")/)
      .toSorted()
      .join()}}`
    if (series.has(key)) throw new Error(`twice: ${line}`)
    series.set(key, value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value))
  }
  return series
}
