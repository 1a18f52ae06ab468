import { useState } from 'react';
import type { BillId, CustomerId } from '../../contract/ids.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { shell } from '../platform/shell.ts';
import { showToast } from '../ui/toast-store.ts';

/** Saves the events of a bill where the person says; null for what is no issued bill or has no events. */
export function useEventFile(customerId: CustomerId, bill: BillId | null, events: number): { readonly busy: boolean; readonly save: () => void } | null {
  const [saving, setSaving] = useState(false);
  const failed = (text: string) => showToast({ text, tone: 'neg', stays: true });
  const make = useAct(care.billing.eventFile, {
    onError: (failure) => failed(failure.sentence),
    onSuccess: async ({ name, text, events: count }) => {
      setSaving(true);
      try {
        const saved = await shell.saveText({ title: 'Save the events of the bill', name, text });
        if (saved && 'problem' in saved) failed(saved.problem);
        else if (saved) showToast({ text: `${count.toLocaleString('en-US')} ${count === 1 ? 'event' : 'events'} saved to ${saved.path}`, tone: 'pos' });
      } catch {
        failed('The file was not saved. Try again.');
      } finally {
        setSaving(false);
      }
    },
  });
  const busy = make.isPending || saving;
  if (bill === null || events === 0) return null;
  return { busy, save: () => { if (!busy) make.mutate({ customerId, bill }); } };
}
