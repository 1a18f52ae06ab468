import type { UsageRule } from '../../../contract/catalog.ts';
import type { CatalogFault } from './catalog-fault.ts';

/** The first rule that fits an event prices it, so a rule that stands below one for the same and more never prices anything. */
export function checkOrder(place: string, rules: ReadonlyArray<UsageRule>): CatalogFault[] {
  return rules.flatMap((rule, index) => {
    const above = rules.slice(0, index).find((one) => one.code !== rule.code && takesAllOf(one, rule));
    return above ? [{ place: `${place}.${rule.code}`, sentence: `The rule "${rule.code}" never prices anything: "${above.code}" above it takes all that it is for. Put it above, or leave it out.` }] : [];
  });
}

/** A rule is there from its first version on; before that the next one that fits is asked. */
function takesAllOf(above: UsageRule, rule: UsageRule): boolean {
  const zones = above.zones === undefined || (rule.zones?.every((zone) => above.zones?.includes(zone)) ?? false);
  return above.usage === rule.usage && zones && (above.band === undefined || above.band === rule.band) && (above.network === undefined || above.network === rule.network)
    && (above.direction === undefined || above.direction === rule.direction) && (above.versions[0]?.from ?? '') <= (rule.versions[0]?.from ?? '');
}
