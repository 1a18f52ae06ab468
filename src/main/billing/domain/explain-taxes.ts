import type { TaxItem } from '../../../contract/bill.ts';
import type { Cause, Evidence } from '../../../contract/explanation.ts';
import type { Minor } from '../../../contract/money.ts';
import { cause, groupBy, sumOf } from './cause.ts';
import type { ExplainedBill, Side } from './explained-bill.ts';
import { taxOn } from './tax-item.ts';
import { details, midSentence } from './words.ts';

/** A rate in millionths as people read it: 86,000 is "8.60%". */
export function rateText(rate: number): string {
  const text = (rate / 10_000).toFixed(4).replace(/0{1,2}$/, '');
  return `${text}%`;
}

function taxEvidence(side: Side, item: TaxItem, amount: Minor, label = `${item.label} ${rateText(item.rate)}`): Evidence {
  return { side, lineId: null, taxCode: item.code, label, amount: side === 'before' ? 0 - amount : amount, version: item.version, units: null, unit: null, events: 0 };
}

/** What a tax adds to the total: nothing where it is in the prices, and less than nothing where one in the prices is not owed. */
const added = (item: TaxItem) => item.amount - item.included;

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** An order that does not depend on how they came: two that stay equal are the same in all that is told of them. */
function inOrder(taxes: ReadonlyArray<TaxItem>): TaxItem[] {
  return [...taxes].sort((a, b) => compareText(a.code, b.code) || a.rate - b.rate || a.base - b.base || compareText(a.version, b.version) || a.amount - b.amount || a.included - b.included || compareText(a.note ?? '', b.note ?? '') || compareText(a.label, b.label));
}

function byCode(taxes: ReadonlyArray<TaxItem>): Map<string, TaxItem[]> {
  return groupBy(inOrder(taxes), (item) => item.code);
}

/** The earlier bill's tax that an item is measured by: of its own note if there is one, with the largest base. */
function measureOf(item: TaxItem, olds: ReadonlyArray<TaxItem>): TaxItem | undefined {
  const alike = olds.filter((old) => old.note === item.note);
  return (alike.length > 0 ? alike : olds).reduce<TaxItem | undefined>((largest, old) => (largest && Math.abs(largest.base) >= Math.abs(old.base) ? largest : old), undefined);
}

/** Why a tax is another part of its base than before: a note that came or went, a new rate, or rounding alone. */
function changeOf(item: TaxItem, old: TaxItem, evidence: ReadonlyArray<Evidence>): Cause {
  const story = { serviceId: null, category: 'tax' as const, since: null, evidence };
  if (old.note !== item.note) {
    const [title, detail] = item.note === null ? [`${item.label} is owed again`, details(`was: ${midSentence(old.note ?? '')}`)] : [`${item.label} is not owed`, item.note];
    return cause({ ...story, kind: 'taxTreatment', title, detail, repeats: true });
  }
  if (old.rate === item.rate) return cause({ ...story, kind: 'rounding', title: `Rounding of ${item.label}`, detail: '', repeats: false });
  return cause({ ...story, kind: 'taxRate', title: `New rate of ${item.label}`, detail: `${rateText(item.rate)}, was ${rateText(old.rate)}`, repeats: true });
}

/** What both bills say of one rate or note as one cause. */
function merged(same: ReadonlyArray<Cause>): Cause {
  const [first, ...rest] = same;
  if (!first) throw new Error('A group of causes has a first one');
  return rest.length === 0 ? first : cause({ ...first, evidence: same.flatMap(({ evidence }) => evidence) });
}

/** Taxes in the prices move the total only where they are not owed. */
function includedCauses(before: ReadonlyArray<TaxItem>, after: ReadonlyArray<TaxItem>): Cause[] {
  const moving = [...inOrder(before).map((item) => ({ item, side: 'before' as const })), ...inOrder(after).map((item) => ({ item, side: 'after' as const }))].filter(({ item }) => added(item) !== 0);
  return [...groupBy(moving, ({ item }) => `${item.code}|${item.note}`).values()].map((same) => cause({
    kind: 'taxTreatment', serviceId: null, category: 'tax', title: `${same[0]?.item.label ?? 'Tax'} in the prices is not owed`, detail: same[0]?.item.note ?? '', repeats: false, since: null,
    evidence: same.map(({ item, side }) => taxEvidence(side, item, added(item))),
  }));
}

/**
 * Taxes of two bills, split exactly: the new base at the old rate less the old tax is the base's part, what is left is the
 * rate's, an exemption's, or rounding where the rate is the same. A tax with two rates on one bill is
 * measured by the earlier bill's main rate.
 */
export function explainTaxes(before: ExplainedBill, after: ExplainedBill): Cause[] {
  const inPrices = (item: TaxItem) => item.included !== 0;
  const was = byCode(before.taxes.filter((item) => !inPrices(item)));
  const now = byCode(after.taxes.filter((item) => !inPrices(item)));
  const base: Evidence[] = [];
  const others: Cause[] = [];
  for (const code of [...new Set([...was.keys(), ...now.keys()])].sort()) {
    const olds = was.get(code) ?? [];
    for (const old of olds) {
      // A bill with two rates: what the other rate makes of the earlier bill is no matter of its charges.
      const measure = measureOf(old, olds) ?? old;
      const atMeasure = taxOn(old.base, measure.rate);
      base.push(taxEvidence('before', old, atMeasure));
      others.push(changeOf(old, measure, [taxEvidence('before', old, old.amount - atMeasure)]));
    }
    for (const item of now.get(code) ?? []) {
      const old = measureOf(item, olds);
      if (!old) {
        base.push(taxEvidence('after', item, item.amount));
        continue;
      }
      const atOldRate = taxOn(item.base, old.rate);
      base.push(taxEvidence('after', item, atOldRate, `${item.label} ${rateText(old.rate)}`));
      others.push(changeOf(item, old, [taxEvidence('before', old, atOldRate, `${item.label} ${rateText(old.rate)} on the new charges`), taxEvidence('after', item, item.amount)]));
    }
  }
  const less = sumOf(base) < 0;
  return [
    cause({ kind: 'taxBase', serviceId: null, category: 'tax', title: 'Taxes and fees', detail: details(`on ${less ? 'lower' : 'higher'} charges`), repeats: false, since: null, evidence: base }),
    ...[...groupBy(others, ({ kind, title, detail }) => `${kind}|${title}|${detail}`).values()].map(merged), ...includedCauses(before.taxes.filter(inPrices), after.taxes.filter(inPrices)),
  ];
}
