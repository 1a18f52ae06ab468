import { IconInbox, type Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { State } from './State.tsx';

export type EmptyStateProps = { readonly title: string; readonly children?: ReactNode; readonly action?: ReactNode; readonly icon?: Icon };

/** What will be here, when, and one action. */
export function EmptyState({ title, children, action, icon = IconInbox }: EmptyStateProps) {
  return (
    <State icon={icon} title={title} actions={action}>
      {children}
    </State>
  );
}
