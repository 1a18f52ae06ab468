import { type RefObject, useRef, useState } from 'react';
import { takeState } from '../app/session.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { type OwnPassword, wrongInOwn } from './own-password.ts';

/** The fields of a new password of one's own, what is wrong in them, and sending them. `present` is null where it is not asked for. */
export function useOwnPassword(present: '' | null, onDone: () => void) {
  const [typed, setTyped] = useState<OwnPassword>({ present, password: '', again: '' });
  const [tried, setTried] = useState(false);
  const fields: RefObject<HTMLDivElement | null> = useRef(null);
  const change = useAct(care.staff.setOwnPassword, {
    onSuccess: (state) => {
      takeState(state);
      onDone();
    },
  });
  const submit = () => {
    setTried(true);
    const wrong = Object.keys(wrongInOwn(typed))[0];
    if (wrong) fields.current?.querySelector<HTMLInputElement>(`[name=${wrong}]`)?.focus();
    else if (!change.isPending) change.mutate({ present: typed.present, password: typed.password });
  };
  return { typed, set: (part: Partial<OwnPassword>) => setTyped({ ...typed, ...part }), wrong: tried ? wrongInOwn(typed) : {}, busy: change.isPending, refused: change.error?.sentence ?? null, fields, submit };
}
