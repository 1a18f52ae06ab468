import { useDebouncedValue } from '@mantine/hooks';
import { skipToken } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { BillNowPreview as Preview } from '../../contract/billing.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { formatMinor } from '../../contract/money.ts';
import { showView } from '../app/tabs.ts';
import { verifyFirst } from '../app/verify-first.ts';
import { care } from '../platform/care.ts';
import { useAct, useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { showToast } from '../ui/toast-store.ts';
import { previewChange } from './bill-now-changes.ts';
import { BillNowChange } from './BillNowChange.tsx';
import { BillNowPreview } from './BillNowPreview.tsx';
import './bill-now.css';

export type BillNowService = { readonly serviceId: number; readonly label: string; readonly reference: string };
export type BillNowDialogProps = { readonly customerId: CustomerId; readonly services: ReadonlyArray<BillNowService>; readonly onClose: () => void };

/**
 * Makes a bill before its day: what goes on it at the left, what it does at the right, and the amount on the button. The
 * commit carries the preview's hash; if anything moved in between, nothing is made and the difference is shown (design.md 11).
 */
export function BillNowDialog({ customerId, services, onClose }: BillNowDialogProps) {
  const group = useId();
  const [all, setAll] = useState(true);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [stale, setStale] = useState<Preview | null>(null);
  const serviceIds = all ? null : services.filter((service) => chosen.has(service.serviceId)).map((service) => service.serviceId);
  const empty = serviceIds !== null && serviceIds.length === 0;
  const [asked] = useDebouncedValue(serviceIds?.join(',') ?? 'all', 150);
  const settled = asked === (serviceIds?.join(',') ?? 'all');
  const preview = useCare(care.billing.previewBillNow, empty ? skipToken : { customerId, serviceIds: asked === 'all' ? null : asked.split(',').filter(Boolean).map(Number) }, { staleTime: 0, keepPrevious: true });
  const make = useAct(care.billing.billNow, {
    onSuccess: (made) => {
      onClose();
      showToast({ tone: 'pos', stays: true, text: `Bill ${made.number} made`, action: { label: 'Open bill', run: () => showView(customerId, 'billing', { bill: made.billId }) } });
    },
    onError: (failure) => {
      if (failure.code !== 'CONFLICT') return;
      setStale(preview.data ?? null);
      void preview.refetch();
    },
  });
  const current = empty ? undefined : preview.data;
  const fresh = current !== undefined && settled && !preview.isFetching && !preview.isPlaceholderData && !preview.error;
  const locked = empty ? 'Choose at least one service.' : preview.error ? 'There is no preview, so nothing can be made.' : current && current.bill.lines.length === 0 ? 'There is nothing to bill.' : fresh ? null : 'The preview is being worked out.';
  const commit = () => {
    if (!current || locked || make.isPending) return;
    make.mutate({ customerId, serviceIds, hash: current.hash });
  };
  const choose = (next: () => void) => {
    setStale(null);
    make.reset();
    next();
  };
  const toggle = (serviceId: number, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(serviceId);
    else next.delete(serviceId);
    setChosen(next);
  };
  const label = current ? `Make ${current.bill.total < 0 ? 'credit bill' : 'bill'} of ${formatMinor(current.bill.total, current.bill.currency)}` : 'Make bill';
  const failure = make.error && make.error.code !== 'CONFLICT' ? make.error : null;
  return (
    <Dialog
      open
      title="Bill now"
      width={880}
      onClose={onClose}
      onSubmit={commit}
      footer={
        <>
          <span className="grow t12 ink-3">The number is assigned on issue. A bill cannot be changed once it is made.</span>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" keys="Ctrl+Enter" locked={locked} busy={make.isPending}>{label}</Button>
        </>
      }
    >
      {stale && current && fresh && <BillNowChange change={previewChange(stale, current)} currency={current.bill.currency} />}
      {failure && <Callout tone="neg" role="alert">{failure.sentence}{failure.reference && ` Reference ${failure.reference}.`}</Callout>}
      <div className="billnow">
        <fieldset className="billnow-choice">
          <legend className="strong">What goes on the bill</legend>
          <Checkbox first kind="radio" name={group} checked={all} onChange={() => choose(() => setAll(true))}>Everything not billed yet</Checkbox>
          <Checkbox kind="radio" name={group} checked={!all} onChange={() => choose(() => setAll(false))}>Chosen services</Checkbox>
          {!all && (
            <div className="billnow-services">
              {services.map((service) => (
                <Checkbox key={service.serviceId} checked={chosen.has(service.serviceId)} onChange={(on) => choose(() => toggle(service.serviceId, on))}>
                  <span className="ellipsis">{service.label} <span className="ink-3">{service.reference}</span></span>
                </Checkbox>
              ))}
            </div>
          )}
        </fieldset>
        <section className="billnow-preview" aria-label="Preview" aria-busy={!fresh && !empty && !preview.error}>
          {empty ? <p className="ink-3 pad">Choose at least one service to see its bill.</p> : (
            <Answer of={{ ...preview, data: preview.error ? undefined : preview.data }} failed="There is no preview" waiting={<Skeleton rows={7} />} onVerify={() => { onClose(); verifyFirst(); }}>
              {(answer) => <BillNowPreview preview={answer} updating={!fresh} />}
            </Answer>
          )}
        </section>
      </div>
    </Dialog>
  );
}
