import { IconDownload, IconFilter, IconFilterOff, IconGitCompare, IconReceipt, IconRotateClockwise, IconUsersGroup } from '@tabler/icons-react';
import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { BillChoice, BillView } from '../../contract/billing.ts';
import type { Related } from '../../contract/customers.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { formatMinor } from '../../contract/money.ts';
import { useCommands } from '../app/commands.ts';
import { useEscape } from '../app/escape.ts';
import { useKeyOf } from '../app/own-keys.ts';
import { showPanel, usePanel, usePanelSelection } from '../app/panel.ts';
import { useSession } from '../app/session.ts';
import { showView } from '../app/tabs.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { skipToken } from '@tanstack/react-query';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useFormat } from '../ui/format-context.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { Money } from '../ui/Money.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { TreeGrid } from '../ui/TreeGrid.tsx';
import { billColumns } from './bill-columns.tsx';
import { type BillRow, changeOf, isLeaf, placeAmongCharges } from './bill-rows.ts';
import { billTree, firstExpanded } from './bill-tree.ts';
import { billTitle } from './bill-words.ts';
import { BillPayments } from './BillPayments.tsx';
import { ChangeFigure } from './ChangeFigure.tsx';
import { PaidFor } from './PaidFor.tsx';
import { ReplayDialog } from './ReplayDialog.tsx';
import { causePlace, causeStart } from './same-cause-words.ts';
import { SelectedPanel, selectedTitles } from './SelectedPanel.tsx';
import { useEventFile } from './use-event-file.ts';
import { useShownTree } from './use-shown-tree.ts';

export type BillDetailProps = {
  readonly customerId: CustomerId;
  readonly choice: BillChoice;
  readonly bill: BillView;
  /** The bill in progress is another customer's, who pays for this account. */
  readonly payer: Related | null;
  readonly facts: ReactNode;
  /** What is not billed yet, for below a charge that is looked at. */
  readonly unbilled?: ReactNode;
  /** An older answer is shown while the next one is on its way. */
  readonly updating: boolean;
  readonly onCompare: (() => void) | null;
  readonly onBillNow: (() => void) | null;
  readonly billNowLocked: string | null;
};

const rowId = (row: BillRow) => row.id;
const rowKind = (row: BillRow) => (row.kind === 'service' || row.kind === 'customer' ? 'group' : row.kind === 'taxes' || row.kind === 'tax' || row.kind === 'gone' ? 'quiet' : undefined);

const eventsOf = (bill: BillView) => bill.lines.reduce((all, line) => all + line.events, 0);

/** One bill: its head, its figures, the tree from service to event, and the selected row in full. */
export function BillDetail({ customerId, choice, bill, payer, facts, unbilled, updating, onCompare, onBillNow, billNowLocked }: BillDetailProps) {
  const { zone, today } = useFormat();
  const filterKey = useKeyOf('list.filter');
  const compareKey = useKeyOf('bills.compare');
  const [text, setText] = useState('');
  const [replaying, setReplaying] = useState(false);
  const file = useEventFile(customerId, bill.billId, eventsOf(bill));
  const looksOver = useSession().can(['supervisor', 'auditor']) && bill.billId !== null;
  const [selected, setSelected] = useState<BillRow | null>(null);
  const filter = useRef<HTMLInputElement>(null);
  const pair = bill.previousId === null ? null : { customerId, bills: [bill.previousId, choice] };
  const before = useCare(care.billing.compareBills, pair ?? skipToken);
  const changes = pair ? (before.data?.rows ?? null) : null;
  const tree = useMemo(() => billTree(bill, changes), [bill, changes]);
  const [start] = useState(() => firstExpanded(tree));
  const shown = useShownTree({ customerId, choice, tree, start, text: useDeferredValue(text) });
  const symbol = formatMinor(0, bill.currency).replace(/[\d.,\s]/g, '');
  const columns = useMemo(() => billColumns({ zone, today, currency: bill.currency }, symbol), [zone, today, bill.currency, symbol]);
  const charges = useRef<HTMLDivElement>(null);
  const close = () => {
    // From a button of the panel the keyboard goes back to the row it was about.
    if (usePanel.getState().place?.contains(document.activeElement)) charges.current?.querySelector<HTMLElement>('[role=treegrid]')?.focus();
    setSelected(null);
  };
  const panel = usePanelSelection(selected ? selectedTitles[selected.kind] : null, close);
  const openRow = (row: BillRow) => {
    if (selected?.id === row.id && !isLeaf(row)) return shown.toggle(row.id);
    setSelected(row);
    showPanel();
  };
  const sameCause = (row: BillRow | null) => {
    const start = looksOver ? causeStart(row) : null;
    return start && (() => showView(customerId, 'same-cause', causePlace(start)));
  };
  useEscape(selected !== null, close);
  useEscape(text !== '', () => setText(''));
  useCommands(
    () => [
      { id: 'list.filter', label: 'Filter charges and events', scope: 'customer', icon: IconFilter, run: () => { filter.current?.focus(); filter.current?.select(); } },
      { id: 'bills.saveEvents', label: 'Save the events of this bill', hint: 'Every call, message and session as a file', scope: 'customer', icon: IconDownload, when: () => file !== null, run: () => file?.save() },
      { id: 'bills.replay', label: 'Replay this bill', hint: 'Make it again and compare every amount', scope: 'customer', icon: IconRotateClockwise, when: () => looksOver, run: () => setReplaying(true) },
      { id: 'bills.sameCause', label: 'Who else is hit by this?', hint: 'All bills with the cause of the selected charge', scope: 'customer', icon: IconUsersGroup, when: () => looksOver, locked: () => (sameCause(selected) ? null : 'Select a charge or an event first.'), run: () => sameCause(selected)?.() },
    ],
    [looksOver, selected, file],
  );
  const total = bill.category === 'unbilled' ? 'Next bill, if nothing changes' : 'Bill total';
  const difference = bill.previousTotal === null ? null : bill.total - bill.previousTotal;
  return (
    <section className="bills-detail" aria-label={billTitle(bill, today)} data-region="Bill">
      <header className="bills-head">
        <h2 className="t16 strong nowrap">{billTitle(bill, today)}</h2>
        {bill.number ? <span className="ink-2 nowrap selectable">{bill.number}</span> : <Chip>Estimate</Chip>}
        {updating && <span className="t12 ink-3" role="status">Updating</span>}
        <span className="grow" />
        <TextInput ref={filter} className="bills-search" icon={IconFilter} value={text} maxLength={60} placeholder="Filter charges" aria-label="Filter charges and events" aria-keyshortcuts={filterKey} onChange={setText} right={filterKey && <Kbd keys={filterKey} />} />
        {file && <Button icon={IconDownload} label="Save the events of this bill" busy={file.busy} onClick={file.save} />}
        {looksOver && <Button icon={IconRotateClockwise} label="Replay this bill" onClick={() => setReplaying(true)} />}
        {onCompare && <Button icon={IconGitCompare} keys={compareKey} onClick={onCompare}>Compare</Button>}
        {onBillNow && <Button icon={IconReceipt} locked={billNowLocked} onClick={onBillNow}>Bill now</Button>}
      </header>
      {payer && <PaidFor payer={payer} />}
      {facts}
      <div ref={charges} className="bills-charges">
        <TreeGrid
          name="charges"
          label="Charges"
          columns={columns}
          roots={shown.rows}
          rowId={rowId}
          childrenOf={shown.childrenOf}
          isLeaf={isLeaf}
          expanded={shown.expanded}
          onExpand={shown.setExpanded}
          selected={selected?.id ?? null}
          onSelect={setSelected}
          onOpen={openRow}
          density="compact"
          fill
          rowKind={rowKind}
          rowActs={(row) => {
            const onSameCause = sameCause(row);
            return [
              ...(onCompare && changeOf(row) !== null ? [{ kind: 'item', label: 'Compare bills', icon: IconGitCompare, keys: compareKey, onClick: onCompare } as const] : []),
              ...(onSameCause ? [{ kind: 'item', label: 'Who else is hit by this?', icon: IconUsersGroup, onClick: onSameCause } as const] : []),
            ];
          }}
          footer={{
            charge: total,
            amount: <Money minor={bill.total} currency={bill.currency} estimate={bill.category === 'unbilled'} />,
            change: difference === null ? null : <ChangeFigure minor={difference} currency={bill.currency} />,
          }}
          empty={
            text ? (
              <EmptyState icon={IconFilterOff} title={shown.searching ? 'Searching events' : `Nothing matches “${text}”`} action={<Button size="sm" onClick={() => setText('')}>Show all charges</Button>}>
                Charges, services and the events behind them were looked at.
              </EmptyState>
            ) : (
              <EmptyState icon={IconReceipt} title="Nothing on this bill">It has no charges.</EmptyState>
            )
          }
        />
        <BillPayments bill={bill} />
      </div>
      {selected && panel && createPortal(<SelectedPanel customerId={customerId} bill={bill} choice={choice} row={selected} place={placeAmongCharges(tree, selected)} below={unbilled} onSameCause={sameCause(selected)} onClose={close} />, panel)}
      {replaying && bill.billId !== null && bill.number !== null && <ReplayDialog customerId={customerId} bill={bill.billId} number={bill.number} onClose={() => setReplaying(false)} />}
    </section>
  );
}
