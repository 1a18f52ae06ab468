import type { Catalog, Zone } from '../../../contract/catalog.ts';

/** Finds the code of the zone with the longest prefix of a text, or null. Upper and lower case are the same. */
export type ZoneLookup = (text: string) => string | null;

export type CompiledZones = {
  /** By the dialled number or the content partner. */
  readonly home: ZoneLookup;
  /** By the visited network, "MX Movilsur". */
  readonly roaming: ZoneLookup;
  /** By the dialled number, the emergency numbers only. */
  readonly emergency: ZoneLookup;
};

/**
 * A whole number comes first, then the longest prefix; where two zones hold the same one, the earlier of the list. A look-up asks
 * once for each length that prefixes have, however many there are.
 */
export function zoneLookup(zones: ReadonlyArray<Zone>): ZoneLookup {
  const codes = new Map<string, string>();
  const exact = new Map<string, string>();
  for (const zone of zones) for (const number of zone.exact ?? []) if (!exact.has(number.toLowerCase())) exact.set(number.toLowerCase(), zone.code);
  for (const zone of zones) for (const prefix of zone.prefixes) {
    const key = prefix.toLowerCase();
    if (!codes.has(key)) codes.set(key, zone.code);
  }
  const lengths = [...new Set([...codes.keys()].map((prefix) => prefix.length))].sort((a, b) => b - a);
  return (text) => {
    if (text === '') return null;
    const lower = text.toLowerCase();
    const whole = exact.get(lower);
    if (whole !== undefined) return whole;
    for (const length of lengths) {
      if (length > lower.length) continue;
      const code = codes.get(lower.slice(0, length));
      if (code !== undefined) return code;
    }
    return null;
  };
}

/**
 * The zones that are looked up at home, or abroad. A zone that only roaming rules name is not looked up at home, and one that
 * only home rules name is not looked up abroad; a zone that no rule names stays in both, so that a number without a price is
 * never taken for a shorter prefix with one.
 */
export function zonesOf(catalog: Catalog, network: 'home' | 'roaming'): Zone[] {
  const uses = new Map<string, Set<'home' | 'roaming'>>();
  for (const rule of catalog.offers.flatMap((offer) => offer.usage)) for (const code of rule.zones ?? []) {
    const networks = uses.get(code) ?? new Set();
    for (const used of rule.network ? [rule.network] : (['home', 'roaming'] as const)) networks.add(used);
    uses.set(code, networks);
  }
  return catalog.zones.filter((zone) => uses.get(zone.code)?.has(network) ?? true);
}

/** Two lookups, because "MX" may begin a network as well as a content partner. */
export function compileZones(catalog: Catalog): CompiledZones {
  return { home: zoneLookup(zonesOf(catalog, 'home')), roaming: zoneLookup(zonesOf(catalog, 'roaming')), emergency: zoneLookup(catalog.zones.filter(({ kind }) => kind === 'emergency')) };
}
