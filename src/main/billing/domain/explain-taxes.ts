import type { TaxItem } from '../../../contract/bill.ts';
import type { Cause, Evidence } from '../../../contract/explanation.ts';
import type { Minor } from '../../../contract/money.ts';
import { cause, groupBy, sumOf } from './cause.ts';
import type { ExplainedBill, Side } from './explained-bill.ts';
import { taxOn } from './taxes.ts';
import { details } from './words.ts';

/** A rate in millionths as people read it: 86,000 is "8.60%". */
export function rateText(rate: number): string {
  const text = (rate / 10_000).toFixed(4).replace(/0{1,2}$/, '');
  return `${text}%`;
}

function taxEvidence(side: Side, item: TaxItem, amount: Minor, label = `${item.label} ${rateText(item.rate)}`): Evidence {
  return { side, lineId: null, taxCode: item.code, label, amount: side === 'before' ? 0 - amount : amount, version: item.version, units: null, unit: null, events: 0 };
}

/** By code and rate: a bill may carry one tax at two rates only where it was made elsewhere; then each is told apart. */
function byCode(taxes: ReadonlyArray<TaxItem>): Map<string, TaxItem[]> {
  return groupBy([...taxes].sort((a, b) => a.rate - b.rate || a.base - b.base), (item) => item.code);
}

/**
 * Taxes of two bills, split exactly: the new base at the old rate less the old tax is the base's part, what is left is the
 * rate's, or rounding where the rate is the same.
 */
export function explainTaxes(before: ExplainedBill, after: ExplainedBill): Cause[] {
  const was = byCode(before.taxes);
  const now = byCode(after.taxes);
  const base: Evidence[] = [];
  const others: Cause[] = [];
  for (const code of [...new Set([...was.keys(), ...now.keys()])].sort()) {
    const olds = was.get(code) ?? [];
    const news = now.get(code) ?? [];
    const [old] = olds;
    const [item] = news;
    if (!old || !item || olds.length > 1 || news.length > 1) {
      base.push(...olds.map((tax) => taxEvidence('before', tax, tax.amount)), ...news.map((tax) => taxEvidence('after', tax, tax.amount)));
      continue;
    }
    const atOldRate = taxOn(item.base, old.rate);
    base.push(taxEvidence('before', old, old.amount), taxEvidence('after', item, atOldRate, `${item.label} ${rateText(old.rate)}`));
    const evidence = [taxEvidence('before', old, atOldRate, `${item.label} ${rateText(old.rate)} on the new charges`), taxEvidence('after', item, item.amount)];
    others.push(old.rate === item.rate
      ? cause({ kind: 'rounding', serviceId: null, category: 'tax', title: `Rounding of ${item.label}`, detail: '', repeats: false, since: null, evidence })
      : cause({ kind: 'taxRate', serviceId: null, category: 'tax', title: `New rate of ${item.label}`, detail: `${rateText(item.rate)}, was ${rateText(old.rate)}`, repeats: true, since: null, evidence }));
  }
  const less = sumOf(base) < 0;
  return [cause({ kind: 'taxBase', serviceId: null, category: 'tax', title: 'Taxes and fees', detail: details(`on ${less ? 'lower' : 'higher'} charges`), repeats: false, since: null, evidence: base }), ...others];
}
