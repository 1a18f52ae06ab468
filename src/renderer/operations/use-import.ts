import { useRef, useState } from 'react';
import type { ImportProfile } from '../../contract/operations.ts';
import type { ImportResult } from '../../contract/usage.ts';
import { care } from '../platform/care.ts';
import { afterCommand } from '../platform/after-command.ts';
import { type CareFailure, failureOf } from '../platform/failure.ts';
import { queryClient } from '../platform/queries.ts';

export type ImportState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly done: number; readonly of: number; readonly step: string }
  | { readonly kind: 'done'; readonly result: ImportResult }
  | { readonly kind: 'failed'; readonly failure: CareFailure };

/** Runs one import at a time and follows its progress. A file is imported whole or not at all. */
export function useImport() {
  const [state, setState] = useState<ImportState>({ kind: 'idle' });
  const running = useRef(false);
  const start = async (path: string, profile: ImportProfile) => {
    if (running.current) return;
    running.current = true;
    setState({ kind: 'running', done: 0, of: 0, step: 'Starting' });
    try {
      let result: ImportResult | null = null;
      for await (const message of await care.operations.importUsage({ path, profile })) {
        if (message.kind === 'result') result = message.result;
        else setState({ kind: 'running', done: message.done, of: message.of, step: message.step });
      }
      if (result) setState({ kind: 'done', result });
      else throw new Error('The import ended without a result');
      afterCommand(queryClient, care.operations.importUsage.path, { path });
    } catch (thrown) {
      setState({ kind: 'failed', failure: failureOf(thrown) });
    } finally {
      running.current = false;
    }
  };
  return { state, start, reset: () => setState((before) => (before.kind === 'running' ? before : { kind: 'idle' })) };
}
