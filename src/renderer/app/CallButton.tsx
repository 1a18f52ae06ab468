import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Kbd } from '../ui/Kbd.tsx';
import { cx } from '../ui/tone.ts';

export type CallButtonProps = { readonly icon?: Icon; readonly keys?: string; readonly on?: boolean; readonly end?: boolean; readonly onClick: () => void; readonly children: ReactNode };

/** A button of the call bar; amber while its state lasts. */
export function CallButton({ icon: Shape, keys, on, end, onClick, children }: CallButtonProps) {
  return (
    <button type="button" className={cx('call-button', on && 'on', end && 'end')} aria-pressed={on} aria-keyshortcuts={keys} onClick={onClick}>
      {Shape && <Shape size={16} stroke={1.75} aria-hidden="true" />}
      <span className="ellipsis">{children}</span>
      {keys && <Kbd keys={keys} />}
    </button>
  );
}
