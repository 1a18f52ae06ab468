import { type Catalog, type Zone } from '../../../contract/catalog.ts';
import { zonesOf } from '../../rating/domain/zones.ts';
import type { CatalogFault } from './catalog-fault.ts';

/** No two zones that are looked up for the same usage may hold one prefix. */
export function checkZones(catalog: Catalog): CatalogFault[] {
  const faults = (['home', 'roaming'] as const).flatMap((network) => samePrefixes(zonesOf(catalog, network)));
  return [...new Map(faults.map((fault) => [fault.sentence, fault])).values()];
}

function samePrefixes(zones: ReadonlyArray<Zone>): CatalogFault[] {
  const holder = new Map<string, string>();
  return zones.flatMap(({ code, prefixes }) => prefixes.flatMap((prefix) => {
    const first = holder.get(prefix.toLowerCase()) ?? code;
    holder.set(prefix.toLowerCase(), first);
    return first === code ? [] : [{ place: `zones.${code}`, sentence: `The prefix "${prefix}" is in the zones "${first}" and "${code}": they overlap. Leave it in one of them.` }];
  }));
}
