import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import type { RerateTariff, ReratingOrder, ReratingProgress } from '../../contract/rerating.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Clock } from '../ui/Clock.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Money } from '../ui/Money.tsx';
import { ReratingForm } from './ReratingForm.tsx';
import { ReratingOutcome } from './ReratingOutcome.tsx';
import { choiceWords, stateLabels, stateTones, sumWords } from './rerating-words.ts';

const LOOK_AGAIN_MS = 1_000;
/** How far it is, short enough for a column: "42%". */
const share = ({ done, accounts }: ReratingProgress) => `${accounts === 0 ? 0 : Math.floor((done * 100) / accounts)}%`;
const orderId = (order: ReratingOrder) => String(order.id);

function columnsFor(words: (order: ReratingOrder) => string): ReadonlyArray<Column<ReratingOrder>> {
  return [
    { id: 'asked', header: 'Asked', width: 116, cell: (order) => <Clock at={order.askedAt} time />, value: (order) => order.askedAt },
    { id: 'choice', header: 'What', width: 'minmax(160px, 1fr)', cell: (order) => <span title={words(order)}>{words(order)}</span>, value: words },
    { id: 'by', header: 'By', width: 128, cell: (order) => <span className="ink-2">{order.orderedBy ?? order.askedBy}</span>, value: (order) => order.orderedBy ?? order.askedBy },
    { id: 'state', header: 'State', width: 128, cell: (order) => <Chip tone={stateTones[order.state]}>{stateLabels[order.state]}</Chip>, value: (order) => stateLabels[order.state] },
    { id: 'accounts', header: 'Accounts', width: 84, align: 'end', cell: (order) => <span className="num">{(order.state === 'asked' || order.state === 'ordered') && order.progress ? share(order.progress) : (order.shown?.changed.toLocaleString('en-US') ?? '')}</span>, value: (order) => order.shown?.changed ?? null },
    { id: 'total', header: 'Difference', width: 104, align: 'end', cell: (order) => order.shown && <span title={order.shown.others?.length ? sumWords(order.shown) : undefined}><Money minor={order.shown.total} currency={order.shown.currency} />{order.shown.others?.length ? ' …' : ''}</span>, value: (order) => order.shown?.total ?? null },
  ];
}

/** Re-rating of billed usage: choose, see what would change, post it, and look back on what was done. */
export function ReratingPart() {
  const [chosen, setChosen] = useState<number | null>(null);
  const tariffs = useCare(care.rerating.tariffs);
  const files = useCare(care.operations.imports);
  const orders = useCare(care.rerating.orders, undefined, { refetchEvery: LOOK_AGAIN_MS });
  const words = (order: ReratingOrder) => choiceWords(order.selection, tariffs.data ?? [], files.data ?? []);
  const shown = orders.data?.find(({ id }) => id === chosen) ?? null;
  return (
    <div className="ops-body">
      <div className="ops-side" data-region="Re-rating"><Answer of={tariffs} failed="The charges did not load">{(all: ReadonlyArray<RerateTariff>) => <ReratingForm tariffs={all} onAsked={setChosen} />}</Answer></div>
      <div className="ops-lists" data-region="Re-ratings">
        {shown && <ReratingOutcome key={shown.id} order={shown} words={words(shown)} />}
        <Card title="Re-ratings" ruled={false} grow className="ops-list">
          <Answer of={orders} failed="The re-ratings did not load">
            {(list) => (
              <DataTable
                name="reratings"
                label="Re-ratings"
                columns={columnsFor(words)}
                rows={list}
                rowId={orderId}
                density="compact"
                fill
                selected={shown ? orderId(shown) : null}
                onSelect={({ id }) => setChosen(id)}
                empty={<EmptyState icon={IconHistory} title="No re-rating yet">Choose usage at the left to see what it comes to by the prices of today.</EmptyState>}
              />
            )}
          </Answer>
        </Card>
      </div>
    </div>
  );
}

