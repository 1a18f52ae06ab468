import type { Replay } from '../../contract/billing.ts';
import { startOfDay } from '../../contract/dates.ts';
import { Refusal } from '../../contract/errors.ts';
import { BillId } from '../../contract/ids.ts';
import { type CatalogInForce, catalogById } from '../catalog/catalog-in-force.ts';
import { type ReadableDb, row, rows } from '../platform/database.ts';
import { creditNote } from './domain/credit-note.ts';
import { replayDifferences, type ReplayedBill } from './domain/replay-differences.ts';
import { draftOf, ENGINE, usageHashOf } from './draft-of.ts';
import { inputsAsOf, issuedOf, type ReplayInputs, replayInputs } from './replay-inputs.ts';

const FOR_EVER = '9999-12-31T00:00:00.000Z';
const BILLS_AT_ONCE = 100;

type Made = { readonly bill: ReplayedBill; readonly usageHash: string | null };

/** A cycle's bill, one within it, or the last one, made again by the catalog that it names. */
function madeAgain(inputs: ReplayInputs, inForce: CatalogInForce): Made {
  const { madeFrom, category, billDay } = inputs;
  if (!madeFrom) throw new Refusal('REFUSED', 'Nothing is kept of what this bill was made from.');
  const within = category === 'interim';
  const { draft } = draftOf(inForce, inputsAsOf(inputs, madeFrom), { billDay, usageBefore: within ? FOR_EVER : startOfDay(billDay, inForce.catalog.zone), scope: madeFrom.scope, within });
  return { bill: { ...draft, lines: draft.lines.map((line) => ({ ...line, events: line.events.map(({ usageId, key, micros, amount, trace }) => ({ usageId, key, micros, amount, trace })) })) }, usageHash: usageHashOf(draft) };
}

/** A credit note made again: what was to be given back of each line is a person's word, the taxes of it are not. */
function noteAgain(inputs: ReplayInputs, credited: ReplayInputs): Made {
  const { taxes, period } = issuedOf(credited);
  const backOf = new Map(inputs.credited);
  const whole = { number: credited.number, period, taxes, lines: credited.lines.map(({ events: _events, tax: _tax, included: _included, creditOf: _credit, ...line }) => ({ ...line, credited: backOf.get(line.lineId) ?? 0 })) };
  const cause = inputs.lines.map(({ trace }) => (trace.kind === 'credit' ? trace.cause : '')).find((said) => said !== '') ?? '';
  const note = creditNote(whole, inputs.lines.map(({ creditOf, amount }) => ({ lineId: creditOf ?? 0, amount: 0 - amount })), { billDay: inputs.billDay, cause });
  return { bill: { ...note, currency: credited.currency, dueDay: inputs.billDay, lines: note.lines.map(({ creditOf: _line, ...line }) => ({ ...line, events: [] })) }, usageHash: null };
}

/**
 * Makes a bill again from what it was made of and compares every figure (product.md D3). Assumed is that usage, issued bills
 * and catalogs are as they were: none of them can be changed, and the usage hash says so; all else is kept with the bill.
 */
export async function replayBill(db: ReadableDb, billId: number, customerId?: number): Promise<Replay> {
  const inputs = await replayInputs(db, billId);
  if (customerId !== undefined && customerId !== inputs.customerId) throw new Refusal('NOT_FOUND', 'There is no such bill of this customer.');
  const issued = issuedOf(inputs);
  const base = { number: inputs.number, currency: inputs.currency, lines: issued.lines.length, events: issued.lines.reduce((sum, line) => sum + line.events.length, 0), total: inputs.total, engine: inputs.engine, engineNow: ENGINE, catalogId: inputs.catalogId };
  const inForce = await catalogById(db, inputs.catalogId);
  const credited = inputs.creditsId === null ? null : await replayInputs(db, inputs.creditsId);
  try {
    const made = credited ? noteAgain(inputs, credited) : madeAgain(inputs, inForce);
    const differences = replayDifferences(issued, made.bill);
    const hash = differences.length > 0 || made.usageHash === null || made.usageHash === inputs.usageHash;
    return { ...base, equal: differences.length === 0 && hash, reason: hash ? null : 'The hash of its usage is not the one that is kept.', madeTotal: made.bill.total, differences };
  } catch (failure) {
    if (!(failure instanceof Error)) throw failure;
    return { ...base, equal: false, reason: failure.message, madeTotal: null, differences: [] };
  }
}

/** The id of a bill by its number, for the command line and the worker. */
export async function billNumbered(db: ReadableDb, number: string): Promise<BillId> {
  const found = await row<{ id: number }>(db, 'select b.id from bill.bills b where b.number = ?', [number]);
  if (!found) throw new Refusal('NOT_FOUND', `There is no bill ${number}.`);
  return BillId.parse(found.id);
}

/**
 * Replays all bills, or every n-th of them, in order of id, and gives those that are not reproduced. So it finds what sums
 * cannot tell: a bill that adds up, at prices that are not the catalog's. Worker or auditor.
 */
export async function replayAll(read: <T>(work: (db: ReadableDb) => Promise<T>) => Promise<T>, every: number, told: (done: number) => void): Promise<{ readonly looked: number; readonly broken: ReadonlyArray<Replay> }> {
  const broken: Replay[] = [];
  let [after, seen, looked] = [0, 0, 0];
  for (;;) {
    const page = await read((db) => rows<{ id: number }>(db, 'select b as id from api.bills_to_replay(?, ?) b', [after, BILLS_AT_ONCE]));
    const chosen = page.filter((_, at) => (seen + at) % every === 0);
    const replays = await read(async (db) => {
      const made = [];
      for (const { id } of chosen) made.push(await replayBill(db, id));
      return made;
    });
    broken.push(...replays.filter((replay) => !replay.equal));
    seen += page.length;
    looked += chosen.length;
    told(looked);
    if (page.length < BILLS_AT_ONCE) return { looked, broken };
    after = page.at(-1)?.id ?? after;
  }
}
