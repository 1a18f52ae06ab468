import { IconX, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { cx, type Tone, toneClass } from './tone.ts';

export type ChipProps = {
  readonly tone?: Tone;
  readonly icon?: Icon;
  readonly outline?: boolean;
  readonly children: ReactNode;
  /** Shows a small cross; the label names what it takes away. */
  readonly onRemove?: () => void;
  readonly removeLabel?: string;
};

/** A state in a word, with icon and color. */
export function Chip({ tone, icon: Shape, outline, children, onRemove, removeLabel = 'Remove' }: ChipProps) {
  return (
    <span className={cx('chip', toneClass(tone), outline && 'outline')}>
      {Shape && <Shape size={13} stroke={1.75} aria-hidden="true" />}
      <span className="ellipsis">{children}</span>
      {onRemove && (
        <button type="button" className="remove" aria-label={removeLabel} onClick={onRemove}>
          <IconX size={12} stroke={2.25} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}
