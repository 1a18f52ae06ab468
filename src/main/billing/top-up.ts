import { createHash } from 'node:crypto';
import type { TopUpPreview } from '../../contract/billing.ts';
import { billingPeriod } from '../../contract/cycles.ts';
import { addDays, type Day, formatDay, startOfDay } from '../../contract/dates.ts';
import { Refusal } from '../../contract/errors.ts';
import { formatMinor } from '../../contract/money.ts';
import { type CatalogInForce, catalogInForce } from '../catalog/catalog-in-force.ts';
import { type Database, row, type WritableDb } from '../platform/database.ts';
import { formatUnits } from '../rating/domain/unit-words.ts';
import { leftOf, type ServiceUse } from '../rating/domain/usage-toward-allowance.ts';
import { accountOf } from './bill-store.ts';
import { type BillingInputs, billingInputs } from './billing-inputs.ts';
import { todayOf } from './compare-bills.ts';
import { goneOn, soldFor } from './domain/top-up-sold.ts';
import { verifyDraft } from './domain/verify-draft.ts';
import { type Drafted, draftOf } from './draft-of.ts';
import { rolledBack } from './rolled-back.ts';
import { dueSoFar } from './unbilled.ts';
import { standingUse } from './standing-use.ts';

/** A top-up of an allowance as an offer of the service sells it. */
export type TopUpInput = { readonly customerId: number; readonly serviceId: number; readonly offer: string; readonly topUp: string };
type Done = { readonly topUpId: number; readonly preview: TopUpPreview };
type State = { readonly inputs: BillingInputs; readonly drafted: Drafted; readonly use: ServiceUse | undefined };

const FOR_EVER = '9999-12-31T00:00:00.000Z';

/** Gathers, decides, posts: the one way a top-up is bought. Preview runs this very function and rolls it back. */
async function makeTopUp(db: WritableDb, { customerId, serviceId, offer, topUp: code }: TopUpInput): Promise<Done> {
  const accountId = await accountOf(db, customerId);
  const today = await todayOf(db);
  const [first] = await billingInputs(db, [accountId]);
  if (!first) throw new Error('the account could not be read');
  const inForce = await catalogInForce(db, first.currency);
  const sold = soldFor(inForce.catalog, first.products.filter((product) => product.serviceId === serviceId), today).find((one) => one.offer === offer && one.topUp.code === code);
  if (!sold) throw new Refusal('REFUSED', 'This is not sold for the products of this service.');
  const { topUp, price } = sold;
  const nextBillDay = billingPeriod(today, first.cycles).to;
  const stateOf = (inputs: BillingInputs): State => {
    const drafted = draftOf(inForce, dueSoFar(inputs, today), { billDay: nextBillDay, usageBefore: FOR_EVER, scope: 'all' });
    return { inputs, drafted, use: standingUse(inForce, inputs, drafted, today).find((one) => one.serviceId === serviceId && one.code === topUp.allowance) };
  };
  const before = stateOf(first);
  const until = goneOn(topUp, first.cycles, today);
  const size = sizeOf(inForce, topUp.allowance, topUp.units, first.currency);
  const cause = `${size} more, ${until === null ? 'kept until used' : `until ${formatDay(addDays(until, -1))}`}`;
  const posted = { serviceId, offer, topUp: code, units: topUp.units, amount: price, to: until === null ? null : startOfDay(until, inForce.catalog.zone), cause };
  const made = await row<{ id: number }>(db, 'select api.buy_top_up(?::jsonb) as id', [JSON.stringify(posted)]);
  const [second] = await billingInputs(db, [accountId]);
  if (!made || !second) throw new Error('the top-up was not bought');
  const after = stateOf(second);
  const broken = verifyDraft(after.drafted.draft);
  if (broken.length > 0) throw new Error(broken.join('; '));
  return { topUpId: made.id, preview: previewOf({ label: topUp.label, size, price, until, nextBillDay, today }, before, after) };
}

type Bought = Pick<TopUpPreview, 'label' | 'size' | 'price' | 'until' | 'nextBillDay'> & { readonly today: Day };

function previewOf({ today, ...bought }: Bought, before: State, after: State): TopUpPreview {
  const { currency, payerId, topUps = [] } = before.inputs;
  const [nextBefore, nextAfter] = payerId === null ? [before.drafted.draft.total, after.drafted.draft.total] : [null, null];
  const { label, size, price, until, nextBillDay } = bought;
  const effect = { ...bought, currency, usage: after.use?.usage ?? 'points', leftBefore: before.use ? leftOf(before.use) : 0, leftAfter: after.use ? leftOf(after.use) : 0, nextBefore, nextAfter };
  const lasts = until === null ? 'It stays until it is used' : `It is there until ${formatDay(addDays(until, -1), today)}`;
  const next = nextAfter === null ? 'The charge comes with the bill of the paying parent.' : `Your next bill on ${formatDay(nextBillDay, today)} will be about ${formatMinor(nextAfter, currency)}.`;
  return {
    ...effect, say: `I can add ${size} now for ${formatMinor(price, currency)} before tax. ${lasts}. ${next}`,
    hash: createHash('sha256').update(JSON.stringify([before.inputs.accountId, label, size, price, until, effect.leftBefore, nextBefore, nextAfter, topUps.length])).digest('hex'),
  };
}

/** "1 h", "5 GB", "100 points", "$10.00". */
function sizeOf({ compiled }: CatalogInForce, code: string, units: number, currency: string): string {
  const allowance = compiled.allowances.get(code);
  if (allowance?.measure === 'money') return formatMinor(units, currency);
  return allowance?.usage ? formatUnits(allowance.usage, units) : `${units} points`;
}

/** The preview: the real thing, rolled back. */
export async function previewTopUp(person: Database, input: TopUpInput): Promise<TopUpPreview> {
  return (await rolledBack(person, (db) => makeTopUp(db, input))).preview;
}

/** Buys the top-up that was previewed; where the world moved since, nothing is written and the agent is told to look again. */
export async function buyTopUp(person: Database, input: TopUpInput & { readonly hash: string }): Promise<{ topUpId: number; label: string }> {
  return person.write(async (db) => {
    const { topUpId, preview } = await makeTopUp(db, input);
    if (preview.hash !== input.hash) throw new Refusal('CONFLICT', 'The account moved since you looked. Look again before you buy it.');
    return { topUpId, label: preview.label };
  });
}
