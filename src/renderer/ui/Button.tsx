import { IconLoader2, IconLock, type Icon } from '@tabler/icons-react';
import { type ComponentPropsWithRef, type MouseEvent, type ReactNode, useId } from 'react';
import { Kbd } from './Kbd.tsx';
import { cx } from './tone.ts';
import { Tooltip } from './Tooltip.tsx';

export type ButtonProps = Omit<ComponentPropsWithRef<'button'>, 'disabled'> & {
  readonly variant?: 'primary' | 'default' | 'quiet' | 'danger' | 'warning';
  readonly size?: 'sm' | 'md' | 'lg' | 'xl';
  readonly icon?: Icon;
  readonly iconAfter?: Icon;
  /** The key that does the same: "Ctrl+Enter", "G D". Shown on the button. */
  readonly keys?: string;
  /** Why it cannot be used now, with the way out. It keeps focus and shows a lock (design.md 2.8). */
  readonly locked?: string | null;
  /** At work: the button does not act twice. */
  readonly busy?: boolean;
  /** The name of a button that shows only an icon; also its tooltip. */
  readonly label?: string;
  readonly wide?: boolean;
  readonly children?: ReactNode;
};

/** A button: verb and object, its key, and a lock with a reason where it may not be used. */
export function Button({ variant = 'default', size = 'md', icon, iconAfter, keys, locked, busy = false, label, wide, className, children, onClick, ...rest }: ButtonProps) {
  const reasonId = useId();
  const off = Boolean(locked) || busy;
  const Before = busy ? IconLoader2 : locked ? IconLock : icon;
  const After = iconAfter;
  const act = (event: MouseEvent<HTMLButtonElement>) => {
    if (off) event.preventDefault();
    else onClick?.(event);
  };
  const button = (
    <button
      type="button"
      {...rest}
      className={cx('btn', variant !== 'default' && variant, size !== 'md' && size, wide && 'wide', !children && 'square', className)}
      aria-disabled={off || undefined}
      aria-describedby={locked ? reasonId : rest['aria-describedby']}
      aria-label={label ?? rest['aria-label']}
      aria-keyshortcuts={keys && !keys.includes(' ') ? keys.replace('Ctrl', 'Control') : undefined}
      aria-busy={busy || undefined}
      onClick={act}
    >
      {Before && <Before size={size === 'sm' ? 14 : 16} stroke={1.75} aria-hidden="true" />}
      {children}
      {After && <After size={14} stroke={1.75} aria-hidden="true" />}
      {keys && !locked && children && <Kbd keys={keys} />}
      {locked && (
        <span id={reasonId} className="sr-only">
          {locked}
        </span>
      )}
    </button>
  );
  const tip = locked ?? (children ? null : label);
  return tip ? <Tooltip label={keys && !locked ? <span className="row gap-6">{tip} <Kbd keys={keys} /></span> : tip}>{button}</Tooltip> : button;
}
