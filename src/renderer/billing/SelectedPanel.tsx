import { IconReceipt2, IconScale, IconUsersGroup, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { BilledService } from '../../contract/bill.ts';
import type { BillChoice, BillView } from '../../contract/billing.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { useFormat } from '../ui/format-context.ts';
import { Money } from '../ui/Money.tsx';
import { fullMoment } from '../ui/moments.ts';
import { periodWords } from './bill-columns.tsx';
import { amountOf, type BillRow, changeOf, labelOf } from './bill-rows.ts';
import { serviceName } from './bill-tree.ts';
import { ChangeFigure } from './ChangeFigure.tsx';
import { eventPlace, eventWords, quantityWords } from './quantity-words.ts';

export type SelectedPanelProps = {
  readonly customerId: CustomerId;
  readonly bill: BillView;
  readonly choice: BillChoice;
  readonly row: BillRow;
  /** Which of the bill's charges it is: "3 of 18"; null where it is none. */
  readonly place: string | null;
  /** Below all of it: what is not billed yet. */
  readonly below?: ReactNode;
  /** Looks for all bills with the cause of this row; null where there is nothing to look for. */
  readonly onSameCause: (() => void) | null;
  readonly onClose: () => void;
};

/** What the right panel is called while a row is selected. */
export const selectedTitles: Readonly<Record<BillRow['kind'], string>> = { customer: 'Selected customer', service: 'Selected service', charge: 'Selected charge', event: 'Selected event', taxes: 'Taxes and fees', tax: 'Selected tax', gone: 'Not on this bill', failed: 'Selected charge' };

function Pair({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** The selected row in full, drawn in the right panel: amount with its tax, when and for whom, the working in words, its dispute (mock d). */
export function SelectedPanel({ customerId, bill, choice, row, place, below, onSameCause, onClose }: SelectedPanelProps) {
  const amount = amountOf(row);
  const tax = row.kind === 'charge' ? row.line.tax : 0;
  return (
    <>
      <header className="panel-head">
        <IconReceipt2 size={16} stroke={1.75} aria-hidden="true" />
        <h2 className="grow">{selectedTitles[row.kind]}</h2>
        {place && <span className="t12 ink-3 num">{place}</span>}
        <Button variant="quiet" size="sm" icon={IconX} label="Back to what to do next" keys="Esc" onClick={onClose} />
      </header>
      <div className="panel-scroll" role="group" aria-label={labelOf(row)} tabIndex={0}>
        <section className="bills-selected">
          <h3 className="t14 strong">{labelOf(row)}</h3>
          <div className="row baseline">
            {amount !== null && <Money className="t24 strong" minor={amount} currency={bill.currency} />}
            {tax !== 0 && <span className="ink-2">{tax > 0 ? '+' : ''} <Money minor={tax} currency={bill.currency} /> tax</span>}
          </div>
          <dl className="pairs">{facts(row, bill)}</dl>
          {onSameCause && <Button size="sm" icon={IconUsersGroup} className="bills-same" onClick={onSameCause}>Who else is hit by this?</Button>}
        </section>
        {row.kind === 'charge' && row.line.dispute !== null && (
          <section className="bills-selected">
            <div className="row">
              <IconScale size={16} stroke={1.75} className="disp" aria-hidden="true" />
              <h3 className="grow strong">Dispute {row.line.dispute}</h3>
              <Chip tone="disp">In dispute</Chip>
            </div>
            <p className="t12 ink-2"><Money minor={row.line.disputed} currency={bill.currency} /> is on hold: no late fee and no reminder until it is settled.</p>
          </section>
        )}
        {row.kind === 'event' && row.event.disputed && (
          <section className="bills-selected row">
            <IconScale size={16} stroke={1.75} className="disp" aria-hidden="true" />
            <p className="t12 ink-2">This event is part of a dispute.</p>
          </section>
        )}
        {row.kind === 'charge' && row.line.working && <Working steps={[row.line.working]} note={`Catalog version ${row.line.version}`} />}
        {row.kind === 'event' && <EventSteps customerId={customerId} choice={choice} row={row} />}
        {row.kind === 'tax' && <TaxWorking bill={bill} code={row.share.code} />}
        {below}
      </div>
    </>
  );
}

function facts(row: BillRow, bill: BillView): ReactNode {
  const change = changeOf(row);
  const changed = change !== null && <Pair label="Against the bill before"><ChangeFigure minor={change} currency={bill.currency} symbol /></Pair>;
  switch (row.kind) {
    case 'charge':
      return <><ChargeFacts row={row} />{changed}</>;
    case 'event':
      return <EventFacts row={row} />;
    case 'service':
      return (
        <>
          <Pair label="Charges"><Money minor={row.charges} currency={bill.currency} /></Pair>
          <Pair label="Tax"><Money minor={row.tax} currency={bill.currency} /></Pair>
          {changed}
        </>
      );
    default:
      return changed;
  }
}

function ChargeFacts({ row }: { readonly row: Extract<BillRow, { kind: 'charge' }> }) {
  const { today } = useFormat();
  const { line } = row;
  const quantity = quantityWords(line);
  return (
    <>
      <Pair label={line.trace.kind === 'oneTime' ? 'Day' : 'Period'}>{periodWords(row, { today })}</Pair>
      {quantity && <Pair label="Quantity">{quantity}</Pair>}
      {line.events > 0 && <Pair label="Events">{line.events.toLocaleString('en-US')}</Pair>}
      <Pair label="Service"><ServiceName service={row.service} /></Pair>
    </>
  );
}

function EventFacts({ row }: { readonly row: Extract<BillRow, { kind: 'event' }> }) {
  const { zone } = useFormat();
  const { event } = row;
  return (
    <>
      <Pair label="When">{fullMoment(event.start, zone)}</Pair>
      <Pair label={event.visited ? 'Network' : event.usage === 'content' ? 'Partner' : 'To'}>{eventPlace(event)}</Pair>
      {event.zone && event.zone !== eventPlace(event) && <Pair label="Zone">{event.zone}</Pair>}
      <Pair label="Quantity">{eventWords(event)}</Pair>
      <Pair label="Service"><ServiceName service={row.service} /></Pair>
    </>
  );
}

/** A service whose number is not broken over two lines. */
function ServiceName({ service }: { readonly service: BilledService | null }) {
  return service?.reference ? <>{service.label} <span className="nowrap">{service.reference}</span></> : <>{serviceName(service)}</>;
}

/** The steps in which an amount came about, in words. */
function Working({ steps, note }: { readonly steps: ReadonlyArray<string>; readonly note: string }) {
  return (
    <section className="bills-selected">
      <h3 className="t12 medium ink-2">How it was worked out</h3>
      <ol className="bills-steps">
        {steps.map((step, index) => (
          <li key={index}>{step}</li>
        ))}
      </ol>
      <div className="t12 ink-3">{note}</div>
    </section>
  );
}

function EventSteps({ customerId, choice, row }: { readonly customerId: CustomerId; readonly choice: BillChoice; readonly row: Extract<BillRow, { kind: 'event' }> }) {
  const working = useCare(care.billing.eventWorking, { customerId, bill: choice, usageId: row.event.usageId }, { keepPrevious: true });
  return (
    <Answer of={working} failed="The working did not load">
      {(answer) => <Working steps={answer.steps} note={`${answer.rule}, catalog version ${answer.version}`} />}
    </Answer>
  );
}

function TaxWorking({ bill, code }: { readonly bill: BillView; readonly code: string }) {
  const tax = bill.taxes.find((item) => item.code === code);
  if (!tax) return null;
  const percent = `${(tax.rate / 10_000).toFixed(2)}%`;
  return (
    <section className="bills-selected">
      <h3 className="t12 medium ink-2">How it was worked out</h3>
      <p>
        The whole bill: {percent} of <Money minor={tax.base} currency={bill.currency} /> is <Money minor={tax.amount} currency={bill.currency} />, rounded once and shared over the charges.
      </p>
      <div className="t12 ink-3">{tax.jurisdiction}, catalog version {tax.version}</div>
    </section>
  );
}
