import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { cx } from './tone.ts';

export type StateProps = {
  readonly icon: Icon;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly tone?: 'neg' | 'warn';
  readonly role?: 'alert' | 'status';
};

/** The frame of every "nothing to show here" of a region: picture, sentence, one way on (design.md 13). */
export function State({ icon: Shape, title, children, actions, tone, role }: StateProps) {
  return (
    <div className={cx('state', tone)} role={role}>
      <span className="state-glyph" aria-hidden="true">
        <Shape size={20} stroke={1.75} />
      </span>
      <div className="strong">{title}</div>
      {children && <p>{children}</p>}
      {actions && <div className="row">{actions}</div>}
    </div>
  );
}
