import { IconChevronDown, IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { BillChoice, BillSummary, Comparison, UnbilledSummary } from '../../contract/billing.ts';
import { formatDay } from '../../contract/dates.ts';
import { formatMinor } from '../../contract/money.ts';
import { Button } from '../ui/Button.tsx';
import { useFormat } from '../ui/format-context.ts';
import { Menu, type MenuItem } from '../ui/Menu.tsx';
import { Money } from '../ui/Money.tsx';
import { cx } from '../ui/tone.ts';
import { billName } from './bill-words.ts';
import { ChangeFigure } from './ChangeFigure.tsx';
import { MOST_COMPARED, pairsOf } from './compare-choice.ts';
import { percentWords } from './compare-steps.ts';

export type CompareBarProps = {
  readonly comparison: Comparison;
  readonly choices: ReadonlyArray<BillChoice>;
  readonly bills: ReadonlyArray<BillSummary>;
  readonly unbilled: UnbilledSummary | null;
  readonly pair: readonly [number, number];
  readonly onChoices: (choices: ReadonlyArray<BillChoice>) => void;
  readonly onPair: (pair: readonly [number, number]) => void;
};

function Fact({ label, note, children }: { readonly label: ReactNode; readonly note: string; readonly children: ReactNode }) {
  return (
    <div className="cmp-fact">
      <div className="t12 ink-3 nowrap">{label}</div>
      <div className="row baseline gap-6 nowrap">
        <span className="t16 strong">{children}</span> <span className="t12 ink-2 cmp-note">{note}</span>
      </div>
    </div>
  );
}

/** The chosen bills, and the figures of the difference that is explained. */
export function CompareBar({ comparison, choices, bills, unbilled, pair, onChoices, onPair }: CompareBarProps) {
  const { today } = useFormat();
  const { columns, currency, explanation, nextBill } = comparison;
  const labelOf = (index: number) => columns[index]?.label ?? '';
  const money = (minor: number) => <ChangeFigure minor={minor} currency={currency} symbol plain />;
  const others: MenuItem[] = [
    ...(unbilled && !choices.includes('unbilled') ? [{ kind: 'item' as const, label: `Not yet billed, ≈ ${formatMinor(unbilled.estimate, currency)}`, onClick: () => onChoices([...choices, 'unbilled']) }] : []),
    ...bills.filter((bill) => !choices.includes(bill.billId)).map((bill) => ({ kind: 'item' as const, label: `${billName(bill, today)}, ${formatMinor(bill.total, bill.currency)}`, onClick: () => onChoices([...choices, bill.billId]) })),
  ];
  const pairs: MenuItem[] = pairsOf(columns.length).map((one) => ({ kind: 'item', label: `${labelOf(one[1])} on ${labelOf(one[0])}`, checked: one[0] === pair[0] && one[1] === pair[1], onClick: () => onPair(one) }));
  return (
    <div className="cmp-bar" data-region="Bills compared">
      <div className="cmp-chips">
        {columns.map((column, index) => (
          <span key={column.key} className="cmp-chip">
            <span className={cx('cmp-dot', index === pair[1] ? 'after' : index === pair[0] && 'before')} aria-hidden="true" />
            <span className="medium">{column.label}</span>
            {choices.length > 2 && <Button variant="quiet" size="sm" className="cmp-remove" icon={IconX} label={`Remove ${column.label}`} onClick={() => onChoices(choices.filter((_, at) => at !== index))} />}
          </span>
        ))}
        {others.length > 0 && (choices.length < MOST_COMPARED ? <Menu position="bottom-start" target={<Button icon={IconPlus} label="Add a bill" />} items={others} /> : <Button icon={IconPlus} label="Add a bill" locked={`${MOST_COMPARED} bills can be compared at once. Remove one first.`} />)}
      </div>
      <div className="cmp-facts">
        <Fact
          note={percentWords(explanation.before.total, explanation.after.total)}
          label={
            pairs.length > 1 ? (
              <Menu position="bottom-start" items={pairs} target={<button type="button" className="cmp-pair" aria-label={`${labelOf(pair[1])} on ${labelOf(pair[0])}: choose the difference to explain`}>{labelOf(pair[1])} on {labelOf(pair[0])} <IconChevronDown size={12} stroke={2} aria-hidden="true" /></button>} />
            ) : (
              `${labelOf(pair[1])} on ${labelOf(pair[0])}`
            )
          }
        >
          {money(explanation.difference)}
        </Fact>
        <Fact label="One time" note="will not repeat">{money(comparison.oneTime)}</Fact>
        <Fact label="Every month now" note="from here on">{money(comparison.everyMonth)}</Fact>
        <Fact label="Taxes and fees" note="follow the charges">{money(comparison.taxes)}</Fact>
        {nextBill && <Fact label={`Next bill, ${formatDay(nextBill.day, today)}`} note="estimate"><Money minor={nextBill.estimate} currency={currency} estimate /></Fact>}
      </div>
    </div>
  );
}
