import { IconArrowsDiff, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import type { BilledService } from '../../contract/bill.ts';
import type { Comparison } from '../../contract/billing.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { formatMinor } from '../../contract/money.ts';
import { useCommands } from '../app/commands.ts';
import { useEscape } from '../app/escape.ts';
import { Card } from '../ui/Card.tsx';
import { Waterfall } from '../ui/Chart.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { cx } from '../ui/tone.ts';
import { CauseEvidence } from './CauseEvidence.tsx';
import { CauseList } from './CauseList.tsx';
import { pairsOf } from './compare-choice.ts';
import { causeKey, changeSteps } from './compare-steps.ts';
import { comparedGroups, type ComparedLine } from './compare-table.ts';
import { CompareTable } from './CompareTable.tsx';
import { copySentence, SayBlock } from './SayBlock.tsx';

export type ComparedBillsProps = {
  readonly customerId: CustomerId;
  readonly comparison: Comparison;
  readonly pair: readonly [number, number];
  readonly kinds: ReadonlyMap<number, BilledService['kind']>;
  readonly updating: boolean;
  readonly onPair: (pair: readonly [number, number]) => void;
};

/** The table at the left; what changed as a chart, and why, at the right. A cause that is open marks its cell in the table. */
export function ComparedBills({ customerId, comparison, pair, kinds, updating, onPair }: ComparedBillsProps) {
  const { explanation, columns, currency } = comparison;
  const { before, after, difference, causes } = explanation;
  const [open, setOpen] = useState<string | null>(causes.length > 0 ? causeKey(0) : null);
  const opened = causes.find((_, index) => causeKey(index) === open) ?? null;
  const groups = comparedGroups(comparison.rows);
  const place = (line: ComparedLine) => line.row.serviceId === opened?.serviceId && line.row.category === opened.category;
  const marked = opened ? (groups.flatMap((group) => group.below?.rows ?? []).find(place)?.id ?? groups.find((group) => opened.category !== 'tax' && group.row.serviceId === opened.serviceId)?.id ?? null) : null;
  const choose = ({ row }: ComparedLine) => {
    const index = causes.findIndex((cause) => cause.serviceId === row.serviceId && (row.category === null || cause.category === row.category));
    if (index >= 0) setOpen(causeKey(index));
  };
  const copyCustomer = () => void copySentence(explanation.customerSentence, 'Copied for the customer');
  const copyNotes = () => void copySentence(explanation.agentSentence, 'Copied for the notes');
  const step = (by: number) => {
    const pairs = pairsOf(columns.length);
    const at = pairs.findIndex(([from, to]) => from === pair[0] && to === pair[1]);
    const next = pairs[(at + by + pairs.length) % pairs.length];
    if (next) onPair(next);
  };
  useEscape(open !== null, () => setOpen(null));
  useCommands(
    () => [
      { id: 'compare.copyCustomer', label: 'Copy the explanation for the customer', scope: 'customer', icon: IconCopy, run: copyCustomer },
      { id: 'compare.copyNotes', label: 'Copy the explanation for notes', scope: 'customer', icon: IconCopy, run: copyNotes },
      { id: 'compare.nextPair', label: 'Explain the next difference', scope: 'customer', icon: IconArrowsDiff, when: () => columns.length > 2, run: () => step(1) },
      { id: 'compare.previousPair', label: 'Explain the difference before', scope: 'customer', icon: IconArrowsDiff, when: () => columns.length > 2, run: () => step(-1) },
    ],
    [explanation, columns.length, pair[0], pair[1]],
  );
  const billOf = (index: number) => columns[index]?.billId ?? ('unbilled' as const);
  const sides = { before: { label: columns[pair[0]]?.label ?? before.label, bill: billOf(pair[0]) }, after: { label: columns[pair[1]]?.label ?? after.label, bill: billOf(pair[1]) } };
  const steps = changeSteps(explanation);
  const repeats = steps.some((one) => one.repeats);
  return (
    <div className={cx('cmp-body', columns.length > 3 && 'many', updating && 'cmp-updating')} aria-busy={updating}>
      <section className="card cmp-table" aria-label="Bills side by side" data-region="Bills side by side">
        <CompareTable comparison={comparison} pair={pair} kinds={kinds} marked={marked} onChoose={choose} />
      </section>
      <div className="cmp-why">
        <Card className="cmp-chart" title={`What changed, ${before.label} to ${after.label}`} right={<Legend repeats={repeats} />}>
          <div className="cmp-plot">
            <Waterfall
              label={`From ${before.label} to ${after.label}`}
              summary={explanation.agentSentence}
              steps={steps}
              format={(value) => formatMinor(value, currency, { bare: true })}
              formatChange={(value) => formatMinor(value, currency, { bare: true, signed: true })}
              height={176}
              onSelect={(key) => causes.some((_, index) => causeKey(index) === key) && setOpen(key)}
            />
          </div>
        </Card>
        <Card grow className="cmp-reasons" title={difference > 0 ? 'Why is it higher?' : difference < 0 ? 'Why is it lower?' : 'Why is it the same?'} right={<span className="t12 ink-3">{causes.length} {causes.length === 1 ? 'cause' : 'causes'}</span>}>
          <SayBlock agent={explanation.agentSentence} customer={explanation.customerSentence} onCopyCustomer={copyCustomer} onCopyNotes={copyNotes} />
          <div className="cmp-scroll" data-region="Causes">
            {causes.length === 0 && explanation.residual === 0 ? (
              <EmptyState title="Nothing changed">Both bills have the same charges and the same taxes.</EmptyState>
            ) : (
              <CauseList explanation={explanation} currency={currency} open={updating ? null : open} onOpen={setOpen} evidence={(cause) => <CauseEvidence customerId={customerId} cause={cause} currency={currency} sides={sides} />} />
            )}
          </div>
        </Card>
      </div>
    </div>
  );
}

function Legend({ repeats }: { readonly repeats: boolean }) {
  return (
    <span className="cmp-legend" aria-hidden="true">
      <span><i className="more" />More</span>
      <span><i className="less" />Less</span>
      {repeats && <span><i className="more hatched" />Repeats monthly</span>}
    </span>
  );
}
