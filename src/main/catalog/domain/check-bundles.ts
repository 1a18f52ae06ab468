import { type UsageRule, versionOn } from '../../../contract/catalog.ts';
import type { CatalogFault } from './catalog-fault.ts';

/**
 * Rules of a bundle count together, so they are of one kind of usage and have the same price on every day on which both are there;
 * and what one of them counts over all services of the account, the others do too.
 */
export function checkBundles(rules: ReadonlyArray<UsageRule>): CatalogFault[] {
  const kinds = new Map<string, UsageRule>();
  return rules.flatMap((rule): CatalogFault[] => {
    if (rule.bundle === undefined) return [];
    const first = kinds.get(rule.bundle) ?? rule;
    kinds.set(rule.bundle, first);
    const place = `bundle.${rule.bundle}`;
    if (first.usage !== rule.usage) return [{ place, sentence: `The bundle "${rule.bundle}" counts ${first.usage} and ${rule.usage} together. Give each kind of usage a bundle of its own.` }];
    if ((first.shared ?? false) !== (rule.shared ?? false)) return [{ place, sentence: `The rules "${first.code}" and "${rule.code}" of the bundle "${rule.bundle}" count together, but only one of them counts over all services of the account. Share both, or none.` }];
    const day = dayOfDifference(first, rule);
    return day === undefined ? [] : [{ place, sentence: `The rules "${first.code}" and "${rule.code}" of the bundle "${rule.bundle}" have different prices from ${day}, so what they count together has two. Give them one price, or bundles of their own.` }];
  });
}

function dayOfDifference(one: UsageRule, other: UsageRule): string | undefined {
  const days = [...one.versions, ...other.versions].map(({ from }) => from).toSorted();
  return days.find((day) => {
    const [here, there] = [versionOn(one.versions, day), versionOn(other.versions, day)];
    return here && there && JSON.stringify(here.price) !== JSON.stringify(there.price);
  });
}
