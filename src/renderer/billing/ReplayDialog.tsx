import type { BillId, CustomerId } from '../../contract/ids.ts';
import type { Replay, ReplayDifference, ReplayedFigure } from '../../contract/billing.ts';
import { formatMinor, formatRate } from '../../contract/money.ts';
import { verifyFirst } from '../app/verify-first.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

export type ReplayDialogProps = { readonly customerId: CustomerId; readonly bill: BillId; readonly number: string; readonly onClose: () => void };

const records = { bill: 'Bill', line: 'Charge', event: 'Event', tax: 'Tax' } as const;
const count = (many: number, one: string) => `${many.toLocaleString('en-US')} ${one}${many === 1 ? '' : 's'}`;

/** Makes a bill again from what it was made of and says whether every amount is reproduced. It changes nothing. */
export function ReplayDialog({ customerId, bill, number, onClose }: ReplayDialogProps) {
  const replay = useCare(care.billing.replay, { customerId, bill }, { staleTime: 0 });
  return (
    <Dialog open title={`Replay of bill ${number}`} width={720} onClose={onClose} footer={<><span className="grow t12 ink-3">A replay only reads. The bill stays as it is.</span><Button onClick={onClose}>Close</Button></>}>
      <Answer of={replay} failed="The bill could not be made again" waiting={<Skeleton rows={3} />} onVerify={() => { onClose(); verifyFirst(); }}>
        {(answer) => <Outcome replay={answer} />}
      </Answer>
    </Dialog>
  );
}

function Outcome({ replay }: { readonly replay: Replay }) {
  const { equal, reason, differences, lines, events, total, currency, engine, engineNow, catalogId } = replay;
  return (
    <div className="col gap-14">
      {equal ? (
        <Callout tone="pos" role="status"><span className="strong">Every amount reproduced.</span> {count(lines, 'charge')}, {count(events, 'event')}, {formatMinor(total, currency)}.</Callout>
      ) : (
        <Callout tone="neg" role="alert"><span className="strong">Not reproduced.</span> {reason ?? `${count(differences.length, 'record')} would be different today.`}</Callout>
      )}
      {differences.length > 0 && <div className="bills-replay"><DataTable name="replay" label="Differences" columns={columnsFor(currency)} rows={differences} rowId={differenceId} density="compact" fill /></div>}
      <p className="t12 ink-3">Made by engine {engine} and catalog {catalogId}{engine === engineNow ? '.' : `; this is engine ${engineNow}.`}</p>
    </div>
  );
}

const differenceId = ({ record, name, issued, made }: ReplayDifference) => [record, name, issued?.rule, issued?.amount, made?.rule, made?.amount].join('|');
const amountOf = (side: ReplayedFigure | null, currency: string) => (side === null ? 'Not there' : side.unit === 'micros' ? formatRate(side.amount, currency) : formatMinor(side.amount, currency));

function columnsFor(currency: string): ReadonlyArray<Column<ReplayDifference>> {
  const figure = (id: 'issued' | 'made', header: string): Column<ReplayDifference> => ({ id, header, width: 118, align: 'end', cell: (row) => <span className="num" title={row[id]?.rule}>{amountOf(row[id], currency)}</span>, copy: (row) => amountOf(row[id], currency) });
  return [
    { id: 'record', header: 'Record', width: 84, cell: (row) => records[row.record], value: (row) => records[row.record] },
    { id: 'name', header: 'Name', width: 'minmax(120px, 1fr)', cell: (row) => <span title={row.name}>{row.name}</span>, value: (row) => row.name },
    figure('issued', 'Issued'), figure('made', 'Made again'),
    { id: 'rule', header: 'Rule', width: 'minmax(120px, 1fr)', cell: (row) => <span className="ink-2" title={ruleOf(row)}>{ruleOf(row)}</span>, value: ruleOf },
  ];
}

/** The rule, or the old and the new one where it changed; else which parts differ. */
function ruleOf({ issued, made, fields, record }: ReplayDifference): string {
  if (issued && made && issued.rule !== made.rule) return `${issued.rule} → ${made.rule}`;
  return record === 'bill' ? fields.join(', ') : `${(issued ?? made)?.rule ?? ''}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`;
}
