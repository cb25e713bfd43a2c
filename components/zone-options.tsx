/** Zones to choose from: the `first` by their whole names, then, if wanted, `all` that the platform knows, by region. */
export function ZoneOptions({ first, all }: { first: string[]; all: boolean }) {
  return (
    <>
      {first.map(zone => (
        <option key={zone} value={zone}>
          {zone.replaceAll('_', ' ')}
        </option>
      ))}
      {all &&
        byRegion(Intl.supportedValuesOf('timeZone')).map(([region, zones]) => (
          <optgroup key={region} label={region}>
            {zones.map(zone => (
              <option key={zone} value={zone}>
                {zone.slice(zone.indexOf('/') + 1).replaceAll('_', ' ')}
              </option>
            ))}
          </optgroup>
        ))}
    </>
  )
}

function byRegion(zones: string[]): [string, string[]][] {
  const regions = new Map<string, string[]>()
  // UTC is no place; some platforms have it among them.
  for (const zone of zones.filter(zone => zone.includes('/'))) {
    const region = zone.slice(0, zone.indexOf('/'))
    regions.set(region, [...(regions.get(region) ?? []), zone])
  }
  return [...regions]
}
