import { IconShield, IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useLayoutEffect, useRef, useState } from 'react';
import type { CheckKind, CheckState, OpenCase } from '../../contract/customers.ts';
import { setCase } from '../app/cases.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Callout } from '../ui/Callout.tsx';
import { Clock } from '../ui/Clock.tsx';
import { CheckRow } from './CheckRow.tsx';
import { focusTaken, usePanelFocus } from './panel-focus.ts';
import { capitalized, checkLabels, checkWords } from './words.ts';

const MOST_FAILURES = 3;
const asked: ReadonlyArray<Exclude<CheckKind, 'number'>> = ['pin', 'lastPayment', 'birthDate', 'customerNumber'];

export type VerificationCardProps = { readonly openCase: OpenCase; readonly currency: string; /** A call is at hand, so that its number was compared. */ readonly onCall: boolean };

/** The checks of a caller: what is asked, whether it matched, and nothing of the answers (design.md 4). */
export function VerificationCard({ openCase, currency, onCall }: VerificationCardProps) {
  const { customerId, checks, level, failures, lockedOut } = openCase;
  const [open, setOpen] = useState<Exclude<CheckKind, 'number'>>('pin');
  const [told, setTold] = useState<{ readonly kind: CheckKind; readonly matched: boolean } | null>(null);
  const [turn, setTurn] = useState(0);
  const wanted = usePanelFocus((state) => state.wanted);
  const frame = useRef<HTMLElement>(null);
  const stateOf = (kind: CheckKind): CheckState => checks.find((check) => check.kind === kind) ?? { kind, passed: false, at: null };
  const verify = useAct(care.customers.verify, {
    onSuccess: ({ matched, ...state }, { kind }) => {
      setCase(state);
      setTold({ kind, matched });
      if (!matched) return;
      if (state.level === 2) return frame.current?.focus();
      // Who went on while this answer was on its way keeps what they chose and where they type.
      const at = document.activeElement;
      const stayed = at === null || at === document.body || at.closest('.check-form') !== null;
      if (open !== kind || (!stayed && frame.current?.contains(at))) return;
      const next = asked.find((one) => one !== kind && !state.checks.some((check) => check.kind === one && check.passed));
      if (next) setOpen(next);
      if (stayed) setTurn((now) => now + 1);
    },
  });
  const mine = wanted?.place === 'verify' && wanted.customerId === customerId;
  const passedPin = stateOf('pin').passed;
  // Before the next key can come: the digits typed right after V are the answer.
  useLayoutEffect(() => {
    if (!mine) return;
    if (!passedPin) setOpen('pin');
    setTurn((now) => now + 1);
    frame.current?.focus();
    focusTaken();
  }, [mine, passedPin]);
  const done = checks.filter((check) => check.passed);
  const says = told === null || verify.isPending ? '' : told.matched ? `${checkLabels[told.kind]}: match.` : `${checkLabels[told.kind]}: no match.`;
  if (level === 2) {
    const at = done.map((check) => check.at).filter((moment) => moment !== null).toSorted().at(-1);
    return (
      <section ref={frame} tabIndex={-1} className="verified-card" aria-label="Caller verified">
        <IconShieldCheck size={16} stroke={1.75} aria-hidden="true" />
        <div className="grow">
          <div className="strong" role="status">Caller verified</div>
          <div className="t12 ink-2">{done.length > 0 ? capitalized(done.map((check) => checkWords[check.kind]).join(', ')) : 'From your queue'}</div>
        </div>
        {at && <span className="t12 ink-3"><Clock at={at} /></span>}
      </section>
    );
  }
  const locked = lockedOut || failures >= MOST_FAILURES;
  return (
    <section ref={frame} tabIndex={-1} className={locked ? 'verify-card out' : 'verify-card'} aria-label="Verify the caller">
      <h3 className="row gap-6 strong">
        {locked ? <IconShieldX size={16} stroke={1.75} aria-hidden="true" /> : <IconShield size={16} stroke={1.75} aria-hidden="true" />}
        {locked ? 'Not verified' : 'Verify the caller first'}
      </h3>
      {locked ? (
        <Callout tone="neg" role="alert">Three answers did not match. Money and changes stay locked for this call. Offer to call back on the number on file.</Callout>
      ) : (
        <>
          <p className="t12 ink-2 verify-note">Any 2 checks, one of them the PIN. Payments and changes unlock after.</p>
          <ul>
            <CheckRow kind="number" state={stateOf('number')} note={onCall || stateOf('number').passed ? 'Automatic' : 'No call'} />
            {asked.map((kind) => (
              <CheckRow
                key={kind}
                kind={kind}
                state={stateOf(kind)}
                asking={open === kind ? { currency, turn, busy: verify.isPending && verify.variables.kind === kind, left: MOST_FAILURES - failures, mismatch: told?.kind === kind && !told.matched, failure: verify.error?.sentence ?? null, onCheck: (answer) => verify.mutate({ customerId, kind, answer }), onType: () => { setTold(null); verify.reset(); } } : null}
                onAsk={() => { setOpen(kind); setTold(null); verify.reset(); setTurn((now) => now + 1); }}
              />
            ))}
          </ul>
        </>
      )}
      <span className="sr-only" role="status">{says}</span>
    </section>
  );
}
