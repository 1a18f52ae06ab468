import { useEffect, useState } from 'react';
import type { Instant } from '../../contract/dates.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { markUnsaved } from '../app/tabs.ts';
import { type DraftText, useDraft } from '../platform/use-draft.ts';

export type Notes = DraftText & { readonly saving: boolean };

/** The notes of a contact, kept as they are typed under `notes:<customerId>`, and whether the last key is kept yet. */
export function useNotes(customerId: CustomerId): Notes {
  const draft = useDraft(`notes:${customerId}`, { customerId, title: 'Call notes' });
  const [typed, setTyped] = useState<{ readonly since: Instant | null } | null>(null);
  const saving = typed !== null && typed.since === draft.savedAt && !draft.failed;
  const unsaved = saving || draft.failed;
  useEffect(() => {
    markUnsaved(customerId, unsaved);
  }, [customerId, unsaved]);
  useEffect(() => () => markUnsaved(customerId, false), [customerId]);
  return {
    ...draft,
    saving,
    setText: (text) => {
      setTyped({ since: draft.savedAt });
      draft.setText(text);
    },
    drop: () => {
      setTyped(null);
      draft.drop();
    },
  };
}
