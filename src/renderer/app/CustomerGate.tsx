import { useEffect, useState } from 'react';
import type { CustomerId } from '../../contract/ids.ts';
import { CustomerScreen } from '../customers/CustomerScreen.tsx';
import { type CareFailure, failureOf } from '../platform/failure.ts';
import { ErrorState } from '../ui/ErrorState.tsx';
import { useCase } from './cases.ts';
import type { PlaceParams } from './places.ts';
import { openCase } from './tabs.ts';

/** A customer's tab: its case is opened first where it is not (after a restart), then the customer is shown. */
export function CustomerGate({ customerId, view, params }: { readonly customerId: CustomerId; readonly view: string; readonly params: PlaceParams }) {
  const open = useCase(customerId) !== undefined;
  const [failure, setFailure] = useState<CareFailure | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (open) return;
    setFailure(null);
    openCase(customerId).catch((thrown: unknown) => setFailure(failureOf(thrown)));
  }, [open, customerId, attempt]);
  if (open) return <CustomerScreen customerId={customerId} view={view} params={params} />;
  if (!failure) return null;
  return <ErrorState title="The customer did not open" sentence={failure.sentence} reference={failure.reference} onRetry={() => setAttempt(attempt + 1)} />;
}
