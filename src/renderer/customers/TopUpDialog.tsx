import { useDebouncedValue } from '@mantine/hooks';
import { useId, useState } from 'react';
import type { ServiceRow, TopUpOffer } from '../../contract/customers.ts';
import { addDays, formatDay } from '../../contract/dates.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { formatMinor } from '../../contract/money.ts';
import { verifyFirst } from '../app/verify-first.ts';
import { care } from '../platform/care.ts';
import { useAct, useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { useFormat } from '../ui/format-context.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import { showToast } from '../ui/toast-store.ts';
import { TopUpEffect } from './TopUpEffect.tsx';
import './top-up.css';

export type TopUpDialogProps = { readonly customerId: CustomerId; readonly service: ServiceRow; readonly currency: string; readonly onClose: () => void };

const keyOf = ({ offer, topUp }: TopUpOffer) => `${offer} ${topUp}`;

/**
 * Buys more of an allowance: what is sold at the left, what it does at the right, and the price on the button. The commit carries
 * the preview's hash; if anything moved in between, nothing is bought and the effect is shown anew (design.md 11).
 */
export function TopUpDialog({ customerId, service, currency, onClose }: TopUpDialogProps) {
  const group = useId();
  const { today } = useFormat();
  const offers = service.use.flatMap(({ topUps }) => topUps);
  const [first] = offers;
  const [chosen, setChosen] = useState(first && keyOf(first));
  const [moved, setMoved] = useState(false);
  const choice = offers.find((offer) => keyOf(offer) === chosen) ?? first;
  const [asked] = useDebouncedValue(choice, 150);
  const input = asked ?? choice;
  const preview = useCare(care.billing.previewTopUp, { customerId, serviceId: service.serviceId, offer: input?.offer ?? '', topUp: input?.topUp ?? '' }, { staleTime: 0, keepPrevious: true });
  const buy = useAct(care.billing.buyTopUp, {
    onSuccess: ({ label }) => {
      onClose();
      showToast({ tone: 'pos', text: `${label} bought for ${service.label}` });
    },
    onError: (failure) => {
      if (failure.code !== 'CONFLICT') return;
      setMoved(true);
      void preview.refetch();
    },
  });
  const fresh = preview.data !== undefined && asked === choice && !preview.isFetching && !preview.isPlaceholderData && !preview.error;
  const locked = preview.error ? 'There is no preview, so nothing can be bought.' : fresh ? null : 'The preview is being worked out.';
  const commit = () => {
    if (!preview.data || !choice || locked || buy.isPending) return;
    buy.mutate({ customerId, serviceId: service.serviceId, offer: choice.offer, topUp: choice.topUp, hash: preview.data.hash });
  };
  const choose = (offer: TopUpOffer) => {
    setMoved(false);
    buy.reset();
    setChosen(keyOf(offer));
  };
  const failure = buy.error && buy.error.code !== 'CONFLICT' ? buy.error : null;
  return (
    <Dialog
      open
      title={`Top up ${service.label}, ${service.reference}`}
      width={760}
      onClose={onClose}
      onSubmit={commit}
      footer={
        <>
          <span className="grow t12 ink-3">It counts from now on. What was used before stays as it is.</span>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" keys="Ctrl+Enter" locked={locked} busy={buy.isPending}>{choice ? `Buy for ${formatMinor(choice.price, currency)}` : 'Buy'}</Button>
        </>
      }
    >
      {moved && <Callout tone="warn" role="alert">The account moved since you looked. Look again at what it does before you buy it.</Callout>}
      {failure && <Callout tone="neg" role="alert">{failure.sentence}{failure.reference && ` Reference ${failure.reference}.`}</Callout>}
      <div className="topup">
        <fieldset className="topup-choice">
          <legend className="strong">What is bought</legend>
          {offers.map((offer) => (
            <Checkbox key={keyOf(offer)} first={offer === first} kind="radio" name={group} checked={choice === offer} onChange={() => choose(offer)}>
              <span className="col"><span>{offer.label}</span> <span className="t12 ink-3">{formatMinor(offer.price, currency)}, {offer.until === null ? 'kept until used' : `until ${formatDay(addDays(offer.until, -1), today)}`}</span></span>
            </Checkbox>
          ))}
        </fieldset>
        <section className="topup-preview" aria-label="Preview" aria-busy={!fresh && !preview.error}>
          <Answer of={{ ...preview, data: preview.error ? undefined : preview.data }} failed="There is no preview" waiting={<Skeleton rows={4} />} onVerify={() => { onClose(); verifyFirst(); }}>
            {(answer) => <TopUpEffect preview={answer} updating={!fresh} />}
          </Answer>
        </section>
      </div>
    </Dialog>
  );
}
