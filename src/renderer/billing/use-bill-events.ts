import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { BillChoice, EventPage } from '../../contract/billing.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { care } from '../platform/care.ts';
import { failureOf } from '../platform/failure.ts';
import { keyOf, queryClient } from '../platform/queries.ts';
import type { TreeChildren } from '../ui/tree-lines.ts';
import type { BillRow } from './bill-rows.ts';

type Charge = Extract<BillRow, { kind: 'charge' }>;
export type WantedEvents = { readonly charge: Charge; readonly text: string };
type Loaded = { readonly rows: ReadonlyArray<BillRow>; readonly total: number; readonly next: EventPage['next']; readonly failed: string | null };
type Kept = ReadonlyMap<string, Loaded>;

const keyFor = (lineId: number, text: string) => `${lineId} ${text}`;

function withPage(charge: Charge, before: Loaded | undefined, page: EventPage): Loaded {
  const { line, service } = charge;
  const rows = page.rows.map((event): BillRow => ({ kind: 'event', id: `e${event.usageId}`, line, service, event }));
  return { rows: before ? [...before.rows, ...rows] : rows, total: page.total, next: page.next, failed: null };
}

/** The events of charges, page by page of 200, kept while the bill is shown. `wanted` are the charges that are open. */
export function useBillEvents(customerId: CustomerId, bill: BillChoice, wanted: ReadonlyArray<WantedEvents>) {
  const [kept, setKept] = useState<Kept>(new Map());
  const latest = useRef(kept);
  const asked = useRef(new Set<string>());
  const load = useCallback(
    async ({ charge, text }: WantedEvents) => {
      const key = keyFor(charge.line.lineId, text);
      const before = latest.current.get(key);
      if (asked.current.has(key) || (before && !before.next && !before.failed)) return;
      asked.current.add(key);
      const keep = (loaded: Loaded) => {
        asked.current.delete(key);
        latest.current = new Map(latest.current).set(key, loaded);
        setKept(latest.current);
      };
      const input = { customerId, bill, lineId: charge.line.lineId, after: before?.next ?? null, ...(text ? { text } : {}) };
      try {
        const page = await queryClient.fetchQuery<EventPage>({ queryKey: keyOf(care.billing.events, input), queryFn: () => care.billing.events(input) });
        keep(withPage(charge, before, page));
      } catch (thrown) {
        keep({ rows: before?.rows ?? [], total: before?.total ?? charge.line.events, next: before?.next ?? null, failed: failureOf(thrown).sentence });
      }
    },
    [customerId, bill],
  );
  useEffect(() => {
    for (const one of wanted) if (!latest.current.has(keyFor(one.charge.line.lineId, one.text))) void load(one);
  }, [wanted, load]);
  const children = useMemo(() => {
    const made = new Map<string, TreeChildren<BillRow>>();
    for (const { charge, text } of wanted) {
      const { line } = charge;
      const loaded = kept.get(keyFor(line.lineId, text));
      const again = () => void load({ charge, text });
      if (!loaded) made.set(line.lineId.toString(), { rows: [], total: line.events, loading: true });
      else if (loaded.failed !== null) made.set(line.lineId.toString(), { rows: [...loaded.rows, { kind: 'failed', id: `l${line.lineId}failed`, line, sentence: loaded.failed, retry: again }] });
      else made.set(line.lineId.toString(), { rows: loaded.rows, total: loaded.total, more: again });
    }
    return made;
  }, [wanted, kept, load]);
  /** How many events of a line match a text; undefined until the answer is here. */
  const totalOf = useCallback((lineId: number, text: string) => kept.get(keyFor(lineId, text))?.total, [kept]);
  return { childrenOf: useCallback((lineId: number) => children.get(lineId.toString()) ?? null, [children]), totalOf };
}
