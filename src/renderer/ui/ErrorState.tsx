import { IconAlertCircle, IconRefresh } from '@tabler/icons-react';
import { Button } from './Button.tsx';
import { State } from './State.tsx';

export type ErrorStateProps = {
  /** What failed: "Payments did not load". */
  readonly title: string;
  /** Why, in a sentence. */
  readonly sentence: string;
  /** What to quote when reporting it. */
  readonly reference?: string | null;
  readonly onRetry?: () => void;
};

/** What failed, why, and a way to try again. Only its own region is affected. */
export function ErrorState({ title, sentence, reference, onRetry }: ErrorStateProps) {
  return (
    <State icon={IconAlertCircle} tone="neg" role="alert" title={title} actions={onRetry && <Button size="sm" icon={IconRefresh} onClick={onRetry}>Try again</Button>}>
      {sentence} {reference && <span className="nowrap selectable">Reference {reference}.</span>}
    </State>
  );
}
