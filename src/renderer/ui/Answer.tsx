import type { ReactNode } from 'react';
import { ErrorState } from './ErrorState.tsx';
import { NoPermission } from './NoPermission.tsx';
import { NotVerified } from './NotVerified.tsx';
import { Skeleton } from './Skeleton.tsx';

/** What of a question a region needs to draw itself; answers of useCare have this shape. */
export type Asked<T> = {
  readonly data: T | undefined;
  readonly error: { readonly code: string; readonly sentence: string; readonly reference: string | null } | null;
  readonly refetch: () => unknown;
};
export type AnswerProps<T> = {
  readonly of: Asked<T>;
  /** What did not load, for the error: "Bills did not load". */
  readonly failed: string;
  readonly waiting?: ReactNode;
  readonly onVerify?: () => void;
  readonly children: (data: T) => ReactNode;
};

/** A region that waits for an answer: skeleton, then the data, or why there is none. An old answer stays while a new one fails. */
export function Answer<T>({ of, failed, waiting, onVerify, children }: AnswerProps<T>) {
  if (of.data !== undefined) return <>{children(of.data)}</>;
  if (!of.error) return <>{waiting ?? <Skeleton />}</>;
  const { code, sentence, reference } = of.error;
  if (code === 'NOT_VERIFIED') return <NotVerified onVerify={onVerify}>{sentence}</NotVerified>;
  if (code === 'FORBIDDEN') return <NoPermission title="Not for your role">{sentence}</NoPermission>;
  return <ErrorState title={failed} sentence={sentence} reference={reference} onRetry={() => void of.refetch()} />;
}
