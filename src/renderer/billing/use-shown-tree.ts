import { useCallback, useMemo, useState } from 'react';
import type { BillChoice } from '../../contract/billing.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { type BillRow, usageCharges } from './bill-rows.ts';
import { chargesToSearch, filteredTree, openForHits } from './filter-tree.ts';
import { useBillEvents, type WantedEvents } from './use-bill-events.ts';

type Shown = { readonly customerId: CustomerId; readonly choice: BillChoice; readonly tree: ReadonlyArray<BillRow>; readonly start: ReadonlySet<string>; readonly text: string };

/** The part of the bill's tree that is shown: what is open, and with a text only what matches, events included. */
export function useShownTree({ customerId, choice, tree, start, text }: Shown) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(start);
  const [searchOpened, setSearchOpened] = useState<{ readonly text: string; readonly ids: ReadonlySet<string> } | null>(null);
  const wantedText = text.trim();
  const searched = useMemo(() => chargesToSearch(tree, wantedText), [tree, wantedText]);
  const [asked, setAsked] = useState(opened);
  const wanted = useMemo((): ReadonlyArray<WantedEvents> => {
    const bySearch = new Set(searched.map((row) => row.id));
    const byHand = usageCharges(tree).filter((row) => asked.has(row.id) && !bySearch.has(row.id));
    return [...searched.map((charge) => ({ charge, text: wantedText })), ...byHand.map((charge) => ({ charge, text: '' }))];
  }, [tree, searched, asked, wantedText]);
  const events = useBillEvents(customerId, choice, wanted);
  const { totalOf } = events;
  const rows = useMemo(() => filteredTree(tree, wantedText, (lineId) => (totalOf(lineId, wantedText) ?? 0) > 0), [tree, wantedText, totalOf]);
  const found = useMemo(() => (wantedText ? openForHits(rows, wantedText) : null), [rows, wantedText]);
  const expanded = useMemo(() => (wantedText ? (searchOpened?.text === wantedText ? searchOpened.ids : (found ?? opened)) : opened), [wantedText, searchOpened, found, opened]);
  const setExpanded = useCallback(
    (ids: ReadonlySet<string>) => {
      if (wantedText) setSearchOpened({ text: wantedText, ids });
      else setOpened(ids);
      setAsked((before) => new Set([...before, ...ids]));
    },
    [wantedText],
  );
  const toggle = (id: string) => {
    const next = new Set(expanded);
    if (!next.delete(id)) next.add(id);
    setExpanded(next);
  };
  const { childrenOf: eventsOf } = events;
  const childrenOf = useCallback((row: BillRow) => ('below' in row ? row.below : row.kind === 'charge' && row.line.events > 0 ? eventsOf(row.line.lineId) : null), [eventsOf]);
  const searching = searched.some((row) => totalOf(row.line.lineId, wantedText) === undefined);
  return { rows, expanded, setExpanded, toggle, childrenOf, searching };
}
