import { type KeyboardEvent, useRef } from 'react';
import type { BillChoice, BillSummary, UnbilledSummary } from '../../contract/billing.ts';
import { Chip } from '../ui/Chip.tsx';
import { Day } from '../ui/Day.tsx';
import { useFormat } from '../ui/format-context.ts';
import { Money } from '../ui/Money.tsx';
import { cx } from '../ui/tone.ts';
import { billChip, billName } from './bill-words.ts';

export type BillListProps = {
  readonly bills: ReadonlyArray<BillSummary>;
  /** Absent where filters leave only issued bills. */
  readonly unbilled: UnbilledSummary | null;
  readonly currency: string;
  readonly chosen: BillChoice | null;
  readonly onChoose: (bill: BillChoice) => void;
  readonly older: number;
  readonly loadingOlder: boolean;
  readonly onOlder: () => void;
};

/** The bills of a customer, the one in progress first. Up and Down choose, Home and End go to the ends. */
export function BillList({ bills, unbilled, currency, chosen, onChoose, older, loadingOlder, onOlder }: BillListProps) {
  const list = useRef<HTMLDivElement>(null);
  const { today } = useFormat();
  const choices: ReadonlyArray<BillChoice> = [...(unbilled ? ['unbilled' as const] : []), ...bills.map((bill) => bill.billId)];
  const at = Math.max(0, choices.findIndex((choice) => choice === chosen));
  const onKey = (event: KeyboardEvent) => {
    const target = event.key === 'ArrowDown' ? at + 1 : event.key === 'ArrowUp' ? at - 1 : event.key === 'Home' ? 0 : event.key === 'End' ? choices.length - 1 : -1;
    const next = choices[target];
    if (next === undefined) return;
    event.preventDefault();
    onChoose(next);
    list.current?.querySelectorAll<HTMLElement>('[role="option"]')[target]?.focus();
  };
  const option = (choice: BillChoice) => ({
    role: 'option' as const, 'aria-selected': choice === chosen, tabIndex: choices[at] === choice ? 0 : -1, className: cx('bills-option', choice === chosen && 'on'), onClick: () => onChoose(choice),
  });
  return (
    <div className="bills-options">
      <div ref={list} role="listbox" aria-label="Bills" onKeyDown={onKey}>
        {unbilled && (
          <div {...option('unbilled')}>
            <div className="row between strong"><span>Not yet billed</span><Money minor={unbilled.estimate} currency={currency} estimate /></div>
            <div className="row between"><span className="t12 ink-2">Next bill <Day day={unbilled.nextBillDay} /></span><Chip>Estimate</Chip></div>
          </div>
        )}
        {bills.map((bill) => {
          const chip = billChip(bill);
          return (
            <div key={bill.billId} {...option(bill.billId)}>
              <div className="row between strong"><span className="ellipsis">{billName(bill, today)}</span><Money minor={bill.total} currency={bill.currency} /></div>
              <div className="row between"><span className="t12 ink-2 nowrap">Due <Day day={bill.dueDay} /></span><Chip tone={chip.tone} icon={chip.icon}>{chip.text}</Chip></div>
            </div>
          );
        })}
      </div>
      {older > 0 && (
        <button type="button" className="link bills-older" aria-busy={loadingOlder || undefined} onClick={onOlder}>
          {loadingOlder ? 'Loading older bills' : `Show ${older} older ${older === 1 ? 'bill' : 'bills'}`}
        </button>
      )}
    </div>
  );
}
