import { type ReactNode, useId } from 'react';
import { cx } from './tone.ts';

export type CardProps = {
  readonly title?: ReactNode;
  /** Right end of the title row: a link, a count, a segmented control. */
  readonly right?: ReactNode;
  /** A hairline under the title; leave it off where a table head follows. */
  readonly ruled?: boolean;
  /** Takes the height that is left. */
  readonly grow?: boolean;
  readonly className?: string;
  readonly children?: ReactNode;
};

/** A surface with a heading. Cards are never nested. */
export function Card({ title, right, ruled = true, grow = false, className, children }: CardProps) {
  const id = useId();
  return (
    <section className={cx('card', grow && 'fill', className)} aria-labelledby={title ? id : undefined}>
      {title && (
        <header className={cx('card-head', ruled && 'ruled')}>
          <h2 id={id}>{title}</h2>
          <span className="grow" />
          {right}
        </header>
      )}
      {children}
    </section>
  );
}
