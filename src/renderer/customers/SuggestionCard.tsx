import type { CustomerOverview, Suggestion } from '../../contract/customers.ts';
import { keyOf, useOwnKeys } from '../app/own-keys.ts';
import { useVerifyFirst } from '../app/verify-first.ts';
import { Button } from '../ui/Button.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { suggestedActs } from './suggestion-acts.ts';

export type SuggestionCardProps = {
  readonly suggestion: Suggestion & { readonly act: keyof typeof suggestedActs };
  readonly overview: CustomerOverview;
  /** The first one has the main button. */
  readonly first: boolean;
  readonly onDismiss: () => void;
};

/** One thing to do next: what, why with its figure, one button and a way to put it away (design.md 6). */
export function SuggestionCard({ suggestion, overview, first, onDismiss }: SuggestionCardProps) {
  const { icon, label, command, level, run } = suggestedActs[suggestion.act];
  const key = useOwnKeys((own) => (command ? keyOf(command, own) : undefined));
  const verify = useVerifyFirst();
  const locked = overview.level < level ? verify : null;
  return (
    <article className="suggestion" aria-label={suggestion.title}>
      <Glyph icon={icon} tone={suggestion.tone} />
      <div className="grow">
        <h3 className="strong">{suggestion.title}</h3>
        <p className="t12 ink-2">{suggestion.reason}</p>
        <div className="row gap-4">
          <Button size="sm" variant={first && !locked ? 'primary' : 'default'} keys={key} locked={locked} onClick={() => run(suggestion, overview)}>{label}</Button>
          <Button size="sm" variant="quiet" aria-label={`Dismiss for this call: ${suggestion.title}`} onClick={onDismiss}>Dismiss</Button>
        </div>
      </div>
    </article>
  );
}
