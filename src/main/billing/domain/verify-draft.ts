import type { DraftBill } from '../../../contract/bill.ts';
import { minorOfMicros } from '../../../contract/money.ts';
import { taxOn } from './tax-item.ts';

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

/** A tax that does not follow from its base, or that its shares do not make. What was in the prices is split from them, to a unit. */
function brokenItems(draft: DraftBill): string[] {
  return draft.taxes.flatMap((item) => {
    const broken: string[] = [];
    const bases = sum(item.shares.map((share) => share.base));
    const shares = sum(item.shares.map((share) => share.tax));
    const made = taxOn(item.base, item.rate);
    if (bases !== item.base) broken.push(`Tax ${item.code} has base ${item.base}, its lines sum to ${bases}`);
    if (item.included === 0 ? made !== item.amount : Math.abs(made - item.amount) > 1 || (item.amount !== item.included && item.amount !== 0)) broken.push(`Tax ${item.code} is ${item.amount}, its base makes ${made}`);
    if (shares !== item.amount) broken.push(`Tax ${item.code} is ${item.amount}, its shares sum to ${shares}`);
    if (sum(item.shares.map((share) => share.included)) !== item.included) broken.push(`Tax ${item.code} has ${item.included} in the prices, its shares do not sum to it`);
    return broken;
  });
}

function brokenTaxes(draft: DraftBill): string[] {
  const shares = draft.taxes.flatMap((item) => item.shares);
  const onLines = draft.lines.flatMap((line, index) => {
    const own = shares.filter((share) => share.line === index);
    if (own.length === 0) return line.tax !== 0 || line.included !== 0 ? [`Line ${line.charge} carries tax of no tax item`] : [];
    const [tax, included] = [sum(own.map((share) => share.tax)), sum(own.map((share) => share.included))];
    return tax === line.tax && included === line.included ? [] : [`Line ${line.charge} has tax ${line.tax} with ${line.included} in its price, its shares sum to ${tax} with ${included}`];
  });
  return [...brokenItems(draft), ...onLines];
}

/**
 * The money rules that a bill breaks, as sentences; empty for a sound bill: total = charges + tax, charges = lines, a line =
 * its events' micros rounded, tax = its base taxed once = its shares, no event twice (architecture.md 6).
 */
export function verifyDraft(draft: DraftBill): string[] {
  const broken: string[] = [];
  const charges = sum(draft.lines.map((line) => line.amount - line.included));
  const tax = sum(draft.taxes.map((item) => item.amount));
  if (charges !== draft.charges) broken.push(`Charges are ${draft.charges}, the lines sum to ${charges}`);
  if (tax !== draft.tax) broken.push(`Tax is ${draft.tax}, the tax items sum to ${tax}`);
  if (draft.charges + draft.tax !== draft.total) broken.push(`Total is ${draft.total}, charges and tax sum to ${draft.charges + draft.tax}`);
  return [...broken, ...brokenTaxes(draft), ...brokenEvents(draft)];
}
