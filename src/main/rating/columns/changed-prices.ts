import type { ColumnPlan, Tariff } from '../domain/columns/column-plan.ts';
import { NO_PRICE } from '../domain/columns/column-plan.ts';
import type { PricedColumns } from '../domain/columns/rate-columns.ts';
import type { UsageColumns } from '../domain/columns/usage-columns.ts';
import type { RecordedPrices } from './copy-usage.ts';

/** How SQL names the tariff of a trace, as `tariffName` does. */
export const tariffOfTrace = (trace: string): string => `concat_ws(chr(10), ${trace}->>'offer', ${trace}->>'rule', ${trace}->>'version')`;

export function tariffName({ rule, version }: Pick<Tariff, 'rule' | 'version'>): string {
  return `${rule.offer}\n${rule.code}\n${version.version}`;
}

/**
 * Which rows of a batch come to something else than what is recorded of them: other micros, another tariff, or no price any more. `isChanged`
 * holds until the next batch; `leaveOut` takes those that did not change out of what is written.
 */
export function changedPrices(plan: ColumnPlan, recorded: RecordedPrices): { readonly isChanged: (columns: UsageColumns, priced: PricedColumns, row: number) => boolean; readonly leaveOut: (columns: UsageColumns, priced: PricedColumns) => number } {
  const utf8 = new TextEncoder();
  const names: Uint8Array[] = [];
  const isNamed = ({ text }: UsageColumns, tariff: number, row: number) => {
    const name = (names[tariff] ??= utf8.encode(tariffName(plan.tariffs[tariff] as Tariff)));
    const from = recorded.tariffFrom[row] as number;
    if ((recorded.tariffTo[row] as number) - from !== name.length) return false;
    for (let at = 0; at < name.length; at += 1) if (text[from + at] !== name[at]) return false;
    return true;
  };
  const isChanged = (columns: UsageColumns, priced: PricedColumns, row: number) => {
    const tariff = priced.tariff[row] as number;
    return tariff < 0 || priced.micros[row] !== recorded.micros[row] || !isNamed(columns, tariff, row);
  };
  return {
    isChanged,
    leaveOut: (columns, priced) => {
      let changed = 0;
      for (let row = 0; row < columns.count; row += 1) {
        if (isChanged(columns, priced, row)) changed += 1;
        else priced.tariff[row] = NO_PRICE;
      }
      return changed;
    },
  };
}
