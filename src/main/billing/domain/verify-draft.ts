import type { DraftBill } from '../../../contract/bill.ts';
import { minorOfMicros } from '../../../contract/money.ts';
import { taxOn } from './taxes.ts';

const sum = (amounts: ReadonlyArray<number>) => amounts.reduce((a, b) => a + b, 0);

/** Lines whose amounts do not follow from their events, and events that stand on two lines. */
function brokenEvents(draft: DraftBill): string[] {
  const broken: string[] = [];
  const seen = new Set<number>();
  for (const line of draft.lines) {
    const name = `Line ${line.charge} of service ${line.serviceId ?? 'account'}`;
    for (const { usageId } of line.events) {
      if (seen.has(usageId)) broken.push(`Event ${usageId} is charged twice`);
      seen.add(usageId);
    }
    if (line.trace.kind !== 'usage') {
      if (line.events.length) broken.push(`${name} has events but is no usage`);
      continue;
    }
    const micros = sum(line.events.map((event) => event.micros));
    if (minorOfMicros(micros) !== line.amount) broken.push(`${name} is ${line.amount}, its events round to ${minorOfMicros(micros)}`);
    if (micros !== line.trace.micros) broken.push(`${name} keeps ${line.trace.micros} micros, its events sum to ${micros}`);
    if (line.events.length && sum(line.events.map((event) => event.amount)) !== line.amount) broken.push(`${name} is ${line.amount}, the shares of its events are not`);
  }
  return broken;
}

function brokenTaxes(draft: DraftBill): string[] {
  const broken: string[] = [];
  for (const item of draft.taxes) {
    const lines = draft.lines.filter((line) => line.taxCode === item.code);
    if (sum(lines.map((line) => line.amount)) !== item.base) broken.push(`Tax ${item.code} has base ${item.base}, its lines sum to ${sum(lines.map((line) => line.amount))}`);
    if (taxOn(item.base, item.rate) !== item.amount) broken.push(`Tax ${item.code} is ${item.amount}, its base makes ${taxOn(item.base, item.rate)}`);
    if (sum(lines.map((line) => line.tax)) !== item.amount) broken.push(`Tax ${item.code} is ${item.amount}, its shares sum to ${sum(lines.map((line) => line.tax))}`);
  }
  const known = new Set(draft.taxes.map((item) => item.code));
  for (const line of draft.lines) if (line.tax !== 0 && (line.taxCode === null || !known.has(line.taxCode))) broken.push(`Line ${line.charge} carries tax of no tax item`);
  return broken;
}

/**
 * The money rules that a bill breaks, as sentences; empty for a sound bill: total = charges + tax, charges = lines, a line =
 * its events' micros rounded, tax = its base taxed once = its shares, no event twice (architecture.md 6).
 */
export function verifyDraft(draft: DraftBill): string[] {
  const broken: string[] = [];
  const charges = sum(draft.lines.map((line) => line.amount));
  const tax = sum(draft.taxes.map((item) => item.amount));
  if (charges !== draft.charges) broken.push(`Charges are ${draft.charges}, the lines sum to ${charges}`);
  if (tax !== draft.tax) broken.push(`Tax is ${draft.tax}, the tax items sum to ${tax}`);
  if (draft.charges + draft.tax !== draft.total) broken.push(`Total is ${draft.total}, charges and tax sum to ${draft.charges + draft.tax}`);
  return [...broken, ...brokenTaxes(draft), ...brokenEvents(draft)];
}
