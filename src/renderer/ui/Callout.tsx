import { IconAlertTriangle, IconCircleCheck, IconExclamationCircle, IconInfoCircle, IconScale, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { cx, type Tone, toneClass } from './tone.ts';

const shapes: Readonly<Partial<Record<Tone, Icon>>> = { warn: IconAlertTriangle, neg: IconExclamationCircle, pos: IconCircleCheck, disp: IconScale };

export type CalloutProps = { readonly tone?: Tone; readonly icon?: Icon; readonly children: ReactNode; readonly right?: ReactNode; readonly role?: 'status' | 'alert' };

/** A sentence that should be seen before going on. */
export function Callout({ tone = 'neutral', icon, children, right, role }: CalloutProps) {
  const Shape = icon ?? shapes[tone] ?? IconInfoCircle;
  return (
    <div className={cx('callout', toneClass(tone))} role={role}>
      <Shape size={16} stroke={1.75} aria-hidden="true" />
      <div className="grow">{children}</div>
      {right}
    </div>
  );
}
