import type { CatalogFault } from './catalog-fault.ts';
import { doubled } from './catalog-fault.ts';

type Version = { readonly version: string; readonly from: string };

/** Versions have a name each and go by the day from which they hold; of one day the later of the list is in force. */
export function checkVersions(place: string, versions: ReadonlyArray<Version>): CatalogFault[] {
  const faults = doubled(place, 'version', versions.map(({ version }) => version));
  versions.forEach(({ version, from }, index) => {
    const before = versions[index - 1];
    if (before && from < before.from) faults.push({ place: `${place}.${version}`, sentence: `The version "${version}" holds from ${from}, before "${before.version}" (${before.from}) that stands above it. Put versions in order of their days.` });
  });
  return faults;
}
