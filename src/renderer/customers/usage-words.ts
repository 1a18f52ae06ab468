import type { AllowanceUse, UseKind } from '../../contract/customers.ts';
import { formatMinor } from '../../contract/money.ts';

type Measure = { readonly size: number; readonly word: string };
const gigabyte: Measure = { size: 1_000_000, word: 'GB' };
const megabyte: Measure = { size: 1000, word: 'MB' };
const measures: Readonly<Record<Exclude<UseKind, 'data' | 'money'>, Measure>> = {
  points: { size: 1, word: 'points' }, voice: { size: 60, word: 'min' }, sms: { size: 1, word: 'messages' }, content: { size: 1, word: 'items' },
};

function measureOf(usage: Exclude<UseKind, 'money'>, largest: number): Measure {
  if (usage === 'data') return largest >= gigabyte.size ? gigabyte : megabyte;
  return measures[usage];
}

const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** Hundred and more are whole, less keeps one decimal; minutes and pieces are always whole. Cut, never rounded up. */
function written(units: number, { size, word }: Measure): string {
  const tenths = Math.floor((units * 10) / size);
  const whole = Math.floor(tenths / 10);
  const rest = tenths % 10;
  const decimal = rest > 0 && whole < 100 && (word === 'GB' || word === 'MB');
  return decimal ? `${whole}.${rest}` : grouped(String(whole));
}

/** "100 min", "6.8 GB", "$3.50": a size alone. */
export function sizeText(usage: UseKind, units: number, currency: string): string {
  if (usage === 'money') return formatMinor(units, currency);
  const measure = measureOf(usage, units);
  return `${written(units, measure)} ${measure.word}`;
}

type Amounts = Pick<AllowanceUse, 'used' | 'included' | 'more' | 'toppedUp'>;
type Told = Pick<AllowanceUse, 'usage' | 'used' | 'included' | 'currency'>;

/** What was used and what there is, with what earlier cycles left and what was bought: the pace counts both, so the bar and its words do. */
export function withMore({ used, included, more, toppedUp }: Amounts): Pick<AllowanceUse, 'used' | 'included'> {
  const all = [more, toppedUp].filter((one) => one !== null);
  return included === null ? { used, included } : { used: all.reduce((sum, one) => sum + one.used, used), included: all.reduce((sum, one) => sum + one.brought, included) };
}

function told({ usage, used, included, currency }: Told): string {
  if (usage === 'money') return `${formatMinor(used, currency)} of ${formatMinor(included ?? used, currency)}`;
  const measure = measureOf(usage, included ?? used);
  if (included === null) return `${written(used, measure)} ${measure.word}, no limit`;
  return `${written(used, measure)} of ${written(included, measure)} ${measure.word}`;
}

/**
 * "6.8 of 10 GB", "41 of 120 min", "412 GB, no limit": what was used since the bill day (design.md, mock c), of what the cycle
 * has and what earlier ones left. Units are seconds, kilobytes, pieces, points, or minor units of money.
 */
export function usedText(use: Told & Amounts): string {
  return told({ ...use, ...withMore(use) });
}

/** "Carried over: 1.5 of 2 GB used": what earlier cycles left; then what was topped up. None where there is neither. */
export function moreTexts({ usage, more, toppedUp, currency }: Pick<AllowanceUse, 'usage' | 'more' | 'toppedUp' | 'currency'>): string[] {
  return [['Carried over', more] as const, ['Topped up', toppedUp] as const].flatMap(([name, one]) => (one === null ? [] : [`${name}: ${told({ usage, used: one.used, included: one.brought, currency })} used`]));
}

/** The use to show where there is room for one: what will run over, else what is fullest, else the first. */
export function mainUse(uses: ReadonlyArray<AllowanceUse>): AllowanceUse | undefined {
  const share = (use: AllowanceUse) => {
    const { used, included } = withMore(use);
    return included ? used / included : -1;
  };
  const over = uses.filter((use) => use.overOn !== null);
  const field = over.length > 0 ? over : uses;
  return field.reduce<AllowanceUse | undefined>((best, use) => (best === undefined || share(use) > share(best) ? use : best), undefined);
}

/** Whether more is used than is included already. */
export function isOver({ used, included }: Pick<AllowanceUse, 'used' | 'included'>): boolean {
  return included !== null && used > included;
}
