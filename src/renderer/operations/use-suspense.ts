import { useEffect, useMemo, useRef, useState } from 'react';
import type { SuspendedRecord } from '../../contract/operations.ts';
import type { SuspenseReason } from '../../contract/usage.ts';
import { care } from '../platform/care.ts';
import { useAct, useCarePages } from '../platform/queries.ts';
import { freedOf, type Retried } from './suspense-words.ts';

export type SuspenseFilter = { readonly reason: SuspenseReason | ''; readonly file: string };

/**
 * The records in suspense by reason and file, and trying them again. A file is looked for through all pages; `looking` says
 * that some are still to come. `retried` is what the last try came to, with those of the listed records that it freed.
 */
export function useSuspense({ reason, file }: SuspenseFilter) {
  const narrowed = reason ? { reason } : {};
  const pages = useCarePages(care.operations.suspense, narrowed, (before: number | undefined) => ({ ...narrowed, ...(before ? { before } : {}) }), (page) => page.next);
  const { data, hasNextPage, isFetching, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = pages;
  const all = useMemo((): ReadonlyArray<SuspendedRecord> => data?.pages.flatMap((page) => page.rows) ?? [], [data]);
  const [retried, setRetried] = useState<Retried | null>(null);
  const before = useRef<ReadonlyArray<SuspendedRecord> | null>(null);
  const looking = file !== '' && hasNextPage;
  useEffect(() => {
    if (looking && !isFetching && !isFetchNextPageError) void fetchNextPage();
  }, [looking, isFetching, isFetchNextPageError, fetchNextPage, data]);
  useEffect(() => {
    const listed = before.current;
    if (!listed || isFetching || all === listed) return;
    before.current = null;
    setRetried((answer) => answer && { ...answer, freed: freedOf(listed, all, hasNextPage) });
  }, [all, isFetching, hasNextPage, retried]);
  const retry = useAct(care.operations.retrySuspense, {
    onMutate: () => setRetried(null),
    onSuccess: (answer) => {
      before.current = all;
      setRetried({ ...answer, freed: [] });
    },
  });
  return { pages, all, rows: file ? all.filter((record) => record.file === file) : all, total: data?.pages[0]?.total, looking, loadingMore: isFetchingNextPage, retry, retried, forget: () => setRetried(null) };
}
