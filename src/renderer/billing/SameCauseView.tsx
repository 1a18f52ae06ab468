import { IconFileOff, IconReceipt } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { SameCause } from '../../contract/billing.ts';
import type { Day } from '../../contract/dates.ts';
import { type CustomerId, UsageId } from '../../contract/ids.ts';
import type { Outage } from '../../contract/outages.ts';
import type { PlaceParams } from '../app/places.ts';
import { useSession } from '../app/session.ts';
import { showView } from '../app/tabs.ts';
import { verifyFirst } from '../app/verify-first.ts';
import { touchedElsewhere } from '../platform/after-command.ts';
import { care } from '../platform/care.ts';
import { queryClient, useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { NoPermission } from '../ui/NoPermission.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Select } from '../ui/Select.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { BulkCreditCard } from './BulkCreditCard.tsx';
import { SameCauseTable } from './SameCauseTable.tsx';
import { billsIn, causeAsked, type CauseLook, causePlace, causeWords, isSameCause, sums } from './same-cause-words.ts';
import { useWholeWidth } from './use-whole-width.ts';
import './bills.css';
import './same-cause.css';

export type SameCauseViewProps = { readonly customerId: CustomerId; readonly params: PlaceParams };

const LOOK_AGAIN_MS = 1_000;

/** From one charge or event to all bills that the same tariff version, file or outage hit, and the credit for all of them (product.md D12). */
export function SameCauseView({ customerId, params }: SameCauseViewProps) {
  useWholeWidth();
  const { can } = useSession();
  const asked = causeAsked(params);
  const toBills = <Button size="sm" onClick={() => showView(customerId, 'billing')}>Back to the bills</Button>;
  if (!can(['supervisor', 'auditor'])) return <NoPermission title="For supervisors and auditors">The search goes over the bills of all customers. A supervisor can look from here and credit them.</NoPermission>;
  if (!asked) return <EmptyState icon={IconReceipt} title="No charge chosen" action={toBills}>Choose a charge or an event on a bill, then ask who else is hit by it.</EmptyState>;
  return <Found customerId={customerId} asked={asked} />;
}

function Found({ customerId, asked }: { readonly customerId: CustomerId; readonly asked: CauseLook }) {
  const { lineId, usageId, by, outageId, from, to } = asked;
  const input = { customerId, lineId, usageId: usageId === null ? null : UsageId.parse(usageId), by, ...(outageId === null ? {} : { outageId }), from, to };
  const outages = useCare(care.outages.ofCharge, { customerId, lineId });
  // Each look over all bills is audited, so it is not repeated by itself.
  const same = useCare(care.billing.sameCause, input, { staleTime: Number.POSITIVE_INFINITY });
  const orders = useCare(care.bulkCredits.orders, undefined, { refetchEvery: LOOK_AGAIN_MS });
  const cause = same.data?.cause;
  const order = cause ? (orders.data?.find((one) => isSameCause(one.cause, cause)) ?? null) : null;
  // The worker has written credit notes meanwhile: what else is shown of this customer may have changed too.
  useAfterEnd(order ? `${order.id} ${order.state}` : null, () => touchedElsewhere(queryClient, [null]));
  const look = (part: Partial<CauseLook>) => showView(customerId, 'same-cause', causePlace({ ...asked, ...part }));
  const noFile = by === 'file' && same.error?.code === 'REFUSED';
  return (
    <div className="same">
      <header className="same-bar">
        <div className="col grow">
          <h2 className="t16 strong ellipsis">Who else is hit by this?</h2>
          <p className="ink-2 ellipsis">{cause ? causeWords(cause) : noFile ? 'Same file' : 'Looking over all bills'}</p>
        </div>
        {same.data && billsIn(same.data.totals) === 1 && <Chip tone="pos">Nobody else is hit</Chip>}
        <CauseBy asked={asked} outages={outages.data ?? []} onLook={look} />
        <BillDays key={`${from} ${to}`} from={from} to={to} onLook={look} />
      </header>
      {noFile ? (
        <EmptyState icon={IconFileOff} title="No file to look by" action={<Button size="sm" onClick={() => look({ by: 'tariff', outageId: null })}>Look by tariff version</Button>}>{same.error?.sentence}</EmptyState>
      ) : (
        <Answer of={same} failed="The search did not come to its end" waiting={<Skeleton rows={12} height={28} />} onVerify={verifyFirst}>
          {(answer) => (
            <>
              <Facts same={answer} />
              <div className="same-body">
                <SameCauseTable same={answer} order={order} lineId={lineId} />
                <Answer of={orders} failed="The bulk credits did not load">{() => <BulkCreditCard input={input} same={answer} order={order} />}</Answer>
              </div>
            </>
          )}
        </Answer>
      )}
    </div>
  );
}

/** Which cause is looked by, where there is more than one: the tariff version, the file of an event, an outage that hit the service. */
function CauseBy({ asked, outages, onLook }: { readonly asked: CauseLook; readonly outages: ReadonlyArray<Outage>; readonly onLook: (cause: Pick<CauseLook, 'by' | 'outageId'>) => void }) {
  const options = [{ value: 'tariff', label: 'Same tariff version' }, ...(asked.usageId === null ? [] : [{ value: 'file', label: 'Same file' }]), ...outages.map(({ id, label }) => ({ value: `outage ${id}`, label: `Outage: ${label}` }))];
  const choose = (value: string) => onLook(value.startsWith('outage ') ? { by: 'outage', outageId: Number(value.slice(7)) } : { by: value === 'file' ? 'file' : 'tariff', outageId: null });
  const value = asked.by === 'outage' ? `outage ${asked.outageId}` : asked.by;
  if (options.length === 1) return null;
  return outages.length === 0 ? <Segmented label="Cause" options={options} value={value} onChange={choose} /> : <Select aria-label="Cause" options={options} value={value} onChange={choose} />;
}

/** Narrows the search to bills of some days. */
function BillDays({ from, to, onLook }: { readonly from: Day | null; readonly to: Day | null; readonly onLook: (days: { readonly from: Day | null; readonly to: Day | null }) => void }) {
  const [first, setFirst] = useState(from ?? '');
  const [last, setLast] = useState(to ?? '');
  const same = first === (from ?? '') && last === (to ?? '');
  const problem = first && last && first > last ? 'The first day must not be after the last.' : same ? 'Choose other bill days first.' : null;
  return (
    <form className="row same-days" aria-label="Bill days" onSubmit={(event) => { event.preventDefault(); if (!problem) onLook({ from: first || null, to: last || null }); }}>
      <span className="t12 ink-2" aria-hidden="true">Bills of</span>
      <TextInput type="date" aria-label="First bill day" value={first} onChange={setFirst} />
      <span className="t12 ink-2" aria-hidden="true">to</span>
      <TextInput type="date" aria-label="Last bill day" value={last} onChange={setLast} />
      <Button type="submit" locked={problem}>Look</Button>
    </form>
  );
}

/** Calls back when what is followed came to an end while it was looked at. */
function useAfterEnd(state: string | null, ended: () => void): void {
  const before = useRef(state);
  useEffect(() => {
    if (before.current !== null && before.current !== state && /(done|cancelled)$/.test(state ?? '')) ended();
    before.current = state;
  });
}

function Facts({ same: { totals } }: { readonly same: SameCause }) {
  const sum = (of: (total: SameCause['totals'][number]) => number) => totals.reduce((all, total) => all + of(total), 0).toLocaleString('en-US');
  const cell = (label: string, value: string, last = false) => <div className={last ? 'bills-fact last' : 'bills-fact'}><dt>{label}</dt><dd>{value}</dd></div>;
  return (
    <dl className="bills-facts" aria-label="What is hit">
      {cell('Bills', sum(({ bills }) => bills))}
      {cell('Accounts', sum(({ accounts }) => accounts))}
      {cell('Charges', sum(({ charges }) => charges))}
      {cell('Events', sum(({ events }) => events))}
      {cell('Billed without tax', sums(totals, ({ amount }) => amount))}
      {cell('Left to credit', sums(totals, ({ credit }) => credit), true)}
    </dl>
  );
}
