import { versionOn, type UsageRule } from '../../../contract/catalog.ts';
import type { Cause } from '../../../contract/explanation.ts';
import { formatRate, MICROS_PER_MINOR, roundedProduct, roundedQuotient } from '../../../contract/money.ts';
import { cause, evidenceOf, pairBy, sumOf, type Question, type Rule } from './cause.ts';
import type { SideLine } from './explained-bill.ts';
import { details, midSentence, onLine, unitsChange, unitsText } from './words.ts';

type Lines = ReadonlyArray<SideLine>;
type Pair = { readonly before: Lines; readonly after: Lines };

const unitPer: Readonly<Record<string, readonly [number, string]>> = { second: [60, 'min'], kilobyte: [1000, 'MB'], piece: [1, 'piece'] };

/** The figures of one usage charge on one bill. */
function usedOf(lines: Lines) {
  let units = 0, charged = 0, free = 0, micros = 0;
  for (const { trace, units: used } of lines) {
    units += used ?? 0;
    if (trace.kind !== 'usage') continue;
    charged += trace.chargedUnits;
    free += trace.freeUnits;
    micros += trace.micros;
  }
  return { units, charged, free, micros, amount: sumOf(lines), unit: lines[0]?.unit ?? null };
}

/** "Roaming data, Mexico" reads "Roaming data in Mexico". */
function nameOf(label: string): string {
  return /^roaming/i.test(label) ? label.replace(', ', ' in ') : label;
}

/** The rule that priced a line, where the catalog is at hand. */
function ruleOf(line: SideLine | undefined, { context }: Question): UsageRule | undefined {
  return line && context.catalog?.offers.find((offer) => offer.code === line.offer)?.usage.find((rule) => rule.code === line.charge);
}

function modelOf(line: SideLine | undefined, question: Question) {
  return ruleOf(line, question)?.versions.find((version) => version.version === line?.version)?.price;
}

/** "at $0.05 per MB", where all charged units had one price and nothing else was charged. */
function rateText(lines: Lines, question: Question): string | null {
  const { charged, micros, unit } = usedOf(lines);
  const [size, word] = unitPer[unit ?? ''] ?? [1, 'unit'];
  const model = modelOf(lines[0], question);
  if (model && (model.kind !== 'perUnit' || model.setup !== 0 || model.cap !== undefined)) return null;
  if (charged <= 0 || micros <= 0 || !Number.isSafeInteger(micros * size) || (micros * size) % charged !== 0) return null;
  return `at ${formatRate((micros * size) / charged, question.context.currency)} per ${word}`;
}

/** Whole blocks and their size where the charge is sold in blocks, from the catalog. */
function blocksOf(lines: Lines, question: Question): { readonly count: number; readonly size: number } | null {
  const model = modelOf(lines[0], question);
  if (!model || model.kind !== 'package' || model.price <= 0) return null;
  return { count: roundedQuotient(usedOf(lines).micros, model.price), size: model.size };
}

function changeText(pair: Pair, question: Question): string {
  const now = usedOf(pair.after);
  const was = usedOf(pair.before);
  const blocks = blocksOf(pair.after, question);
  const wasBlocks = blocksOf(pair.before, question);
  if (blocks && wasBlocks && blocks.size === wasBlocks.size) return `${blocks.count} ${blocks.count === 1 ? 'block' : 'blocks'} of ${unitsText(blocks.size, now.unit)}, was ${wasBlocks.count}`;
  return now.free > 0 || was.free > 0 ? `${unitsChange(now.charged, was.charged, now.unit)} over the allowance` : unitsChange(now.units, was.units, now.unit);
}

/** "More calls to Italy", "Fewer national calls", "Less extra data". */
function volumeTitle(pair: Pair, name: string, suffix: string): string {
  const now = usedOf(pair.after);
  const was = usedOf(pair.before);
  const less = now.unit === 'kilobyte' ? 'Less' : 'Fewer';
  const moved = now.amount - was.amount;
  // Tiers and blocks can make fewer units cost more; then the title does not claim a direction.
  const units = now.free > 0 || was.free > 0 ? now.charged - was.charged : now.units - was.units;
  if (units !== 0 && Math.sign(units) !== Math.sign(moved)) return `${name}${suffix}`;
  return `${moved > 0 ? 'More' : less} ${midSentence(name)}${suffix}`;
}

/** A new price of the same usage: what the change of volume makes at the old average price, and the rest by the price. */
function priceAndVolume(question: Question, pair: Pair, volume: Parameters<typeof cause>[0]): Cause[] {
  const now = usedOf(pair.after);
  const was = usedOf(pair.before);
  const atOldPrice = roundedProduct(was.amount, now.charged, was.charged);
  const [first, ...others] = pair.after;
  const lines = [...pair.before.map((line) => evidenceOf(line)), ...(first ? [evidenceOf(first, atOldPrice)] : [])];
  const rule = ruleOf(first, question);
  const since = (rule && first && (rule.versions.find((version) => version.version === first.version) ?? versionOn(rule.versions, first.period.from))?.from) ?? null;
  return [
    cause({ ...volume, evidence: lines }),
    cause({
      ...volume, kind: 'priceChange', title: `New price of ${midSentence(nameOf(first?.label ?? ''))}${onLine(question.service, question.context.services)}`, repeats: true, since,
      detail: details(rateText(pair.after, question), rateText(pair.before, question)?.replace(/^at /, 'was ')),
      evidence: [...(first ? [evidenceOf(first, first.amount - atOldPrice)] : []), ...others.map((line) => evidenceOf(line))],
    }),
  ];
}

function usage(question: Question, pair: Pair): Cause[] {
  const leading = pair.after[0] ?? pair.before[0];
  if (!leading) return [];
  const now = usedOf(pair.after);
  const was = usedOf(pair.before);
  const name = nameOf(leading.label);
  const suffix = onLine(question.service, question.context.services);
  const base = { serviceId: question.serviceId, category: leading.category, repeats: false, since: null, evidence: [...pair.before, ...pair.after].map((line) => evidenceOf(line)) };
  const chargedText = (used: ReturnType<typeof usedOf>) => unitsText(used.free > 0 ? used.charged : used.units, leading.unit);
  const onBefore = `on ${question.beforeBill.label} bill`;
  const wasWithin = was.charged === 0 && (pair.before.length > 0 ? was.free + now.free > 0 : now.free > 0);
  if (now.charged > 0 && wasWithin) return [cause({ ...base, kind: 'allowanceExhausted', title: `${name}${suffix} over the allowance`, detail: details(`${chargedText(now)} over`, pair.before.length > 0 ? 'was within it' : null) })];
  if (was.charged > 0 && now.charged === 0 && now.free > 0) return [cause({ ...base, kind: 'allowanceExhausted', title: `${name}${suffix} within the allowance`, detail: `${chargedText(was)} over ${onBefore}` })];
  if (pair.before.length === 0) return [cause({ ...base, kind: 'usageMix', title: `${name}${suffix}`, detail: [chargedText(now), rateText(pair.after, question)].filter(Boolean).join(' ') })];
  if (pair.after.length === 0) return [cause({ ...base, kind: 'usageMix', title: `No ${midSentence(name)}${suffix}`, detail: `${chargedText(was)} ${onBefore}` })];
  const volume = { ...base, kind: 'usageVolume' as const, title: volumeTitle(pair, name, suffix), detail: changeText(pair, question) };
  const versions = new Set(pair.before.map((line) => line.version));
  const repriced = pair.after.every((line) => !versions.has(line.version)) && was.charged > 0 && now.charged > 0 && was.micros >= MICROS_PER_MINOR;
  return repriced ? priceAndVolume(question, pair, volume) : [cause(volume)];
}

/** Usage by charge: a rule that was not used before, an allowance used up, more or less of the same, or a new price. */
export const explainUsage: Rule = (question) => pairBy(question, (line) => line.role === 'usage', (line) => line.charge).flatMap((pair) => usage(question, pair));
