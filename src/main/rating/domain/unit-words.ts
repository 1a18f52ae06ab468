import type { UsageKind } from '../../../contract/catalog.ts';
import { formatRate, type Micros } from '../../../contract/money.ts';

/** A size people name: so many units of usage, as "1 min" or "GB" of a price. Kilo, mega and giga are thousands. */
type Measure = { readonly units: number; readonly word: string };

const measures: Readonly<Record<'voice' | 'data', ReadonlyArray<Measure>>> = {
  voice: [{ units: 3600, word: 'h' }, { units: 60, word: 'min' }, { units: 1, word: 's' }],
  data: [{ units: 1_000_000, word: 'GB' }, { units: 1000, word: 'MB' }, { units: 1, word: 'kB' }],
};
const pieces: Readonly<Record<'sms' | 'content', readonly [string, string]>> = { sms: ['message', 'messages'], content: ['item', 'items'] };

const grouped = (whole: number) => String(whole).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** Units as an agent reads them: "3 min 20 s", "6.8 GB", "2 messages". Data keeps two decimals, cut. */
export function formatUnits(usage: UsageKind, units: number): string {
  if (usage === 'sms' || usage === 'content') return `${grouped(units)} ${pieces[usage][units === 1 ? 0 : 1]}`;
  if (usage === 'voice') return formatSeconds(units);
  const measure = measures.data.find((size) => units >= size.units) ?? { units: 1, word: 'kB' };
  const hundredths = Math.floor((units % measure.units) / (measure.units / 100));
  const fraction = measure.units === 1 ? '' : String(hundredths).padStart(2, '0').replace(/0+$/, '');
  return `${grouped(Math.floor(units / measure.units))}${fraction && `.${fraction}`} ${measure.word}`;
}

function formatSeconds(seconds: number): string {
  const rest = seconds % 60;
  const minutes = `${grouped((seconds - rest) / 60)} min`;
  if (seconds < 60) return `${seconds} s`;
  return rest === 0 ? minutes : `${minutes} ${rest} s`;
}

/** "$0.15 per min" from the price of `per` units; small steps are named by the minute or megabyte they add up to. */
export function ratePer(usage: UsageKind, price: Micros, per: number, currency: string): string {
  if (usage === 'sms' || usage === 'content') return `${formatRate(price, currency)} per ${per === 1 ? pieces[usage][0] : formatUnits(usage, per)}`;
  const usual = usage === 'voice' ? 60 : 1000;
  const raised = (price * usual) / per;
  if (per < usual && usual % per === 0 && Number.isSafeInteger(raised)) return ratePer(usage, raised, usual, currency);
  const named = measures[usage].find((size) => size.units === per)?.word ?? formatUnits(usage, per);
  return `${formatRate(price, currency)} per ${named}`;
}
