import { Menu as MantineMenu } from '@mantine/core';
import { IconCheck, type Icon } from '@tabler/icons-react';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { Kbd } from './Kbd.tsx';
import { cx } from './tone.ts';

export type MenuItem =
  | { readonly kind: 'item'; readonly label: ReactNode; readonly icon?: Icon; readonly keys?: string; readonly onClick: () => void; readonly danger?: boolean; readonly locked?: string | null; readonly checked?: boolean }
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'rule' };
export type MenuProps = { readonly target: ReactElement; readonly items: ReadonlyArray<MenuItem>; readonly position?: 'bottom-start' | 'bottom-end' | 'right-start' };

/** A menu under its button; arrows move, Enter acts, Esc gives the focus back. Each row shows its key. */
export function Menu({ target, items, position = 'bottom-end' }: MenuProps) {
  return (
    <MantineMenu position={position} zIndex={25} offset={4} transitionProps={{ duration: 0 }} classNames={{ dropdown: 'menu', itemIndicator: 'menu-check' }} alignItemsLabels="none" withInitialFocusPlaceholder={false} returnFocus>
      <MantineMenu.Target>{target}</MantineMenu.Target>
      <MantineMenu.Dropdown>
        {items.map((item, index) => (
          <Fragment key={index}>{row(item)}</Fragment>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}

function row(item: MenuItem): ReactNode {
  if (item.kind === 'rule') return <hr className="menu-rule" />;
  if (item.kind === 'label') return <div className="menu-label">{item.label}</div>;
  const Shape = item.icon;
  const face = (
    <span className="row">
      {Shape && <Shape size={16} stroke={1.75} aria-hidden="true" />}
      <span>{item.label}</span>
      {item.keys && <Kbd keys={item.keys} />}
    </span>
  );
  if (item.checked !== undefined) {
    return (
      <MantineMenu.RadioItem className="menu-item" value="" checked={item.checked} checkIcon={<IconCheck size={14} stroke={2} aria-hidden="true" />} closeMenuOnClick onChange={item.onClick}>
        {face}
      </MantineMenu.RadioItem>
    );
  }
  return (
    <MantineMenu.Item className={cx('menu-item', item.danger && 'danger')} aria-disabled={Boolean(item.locked)} title={item.locked ?? undefined} onClick={item.locked ? undefined : item.onClick}>
      {face}
    </MantineMenu.Item>
  );
}
