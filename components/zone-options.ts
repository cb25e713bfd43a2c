import { escapeXml } from '#lib/domain/feed/xml'

/** All zones that the platform knows, by region, as the HTML of a `<select>` in which one is chosen; one that it does not know stands above them. */
export function zoneOptions(chosen: string): string {
  // Some platforms have UTC among them; it is no place and has no region.
  const zones = Intl.supportedValuesOf('timeZone').filter(zone => zone.includes('/'))
  const others = ['UTC', ...(chosen === 'UTC' || zones.includes(chosen) ? [] : [chosen])]
  const option = (zone: string, name: string) =>
    `<option value="${escapeXml(zone)}"${zone === chosen ? ' selected' : ''}>${escapeXml(name.replaceAll('_', ' '))}</option>`
  const regions = [...byRegion(zones)].map(
    ([region, zones]) =>
      `<optgroup label="${region}">${zones.map(zone => option(zone, zone.slice(region.length + 1))).join('')}</optgroup>`,
  )
  return others.map(zone => option(zone, zone)).join('') + regions.join('')
}

function byRegion(zones: string[]): Map<string, string[]> {
  const regions = new Map<string, string[]>()
  for (const zone of zones) {
    const region = zone.slice(0, zone.indexOf('/'))
    regions.set(region, [...(regions.get(region) ?? []), zone])
  }
  return regions
}
