import { Menu as MantineMenu, Portal } from '@mantine/core';
import { IconCheck, IconChevronRight, type Icon } from '@tabler/icons-react';
import { Fragment, type ReactElement, type ReactNode } from 'react';
import { Kbd } from './Kbd.tsx';
import { cx } from './tone.ts';

export type MenuItem =
  | { readonly kind: 'item'; readonly label: ReactNode; readonly icon?: Icon; readonly keys?: string; readonly onClick: () => void; readonly danger?: boolean; readonly locked?: string | null; readonly checked?: boolean }
  | { readonly kind: 'more'; readonly label: string; readonly icon?: Icon; readonly items: ReadonlyArray<MenuItem> }
  | { readonly kind: 'label'; readonly label: string }
  | { readonly kind: 'rule' };
export type MenuProps = { readonly target: ReactElement; readonly items: ReadonlyArray<MenuItem>; readonly position?: 'bottom-start' | 'bottom-end' | 'right-start' };

const looks = { zIndex: 25, transitionProps: { duration: 0 }, classNames: { dropdown: 'menu', itemIndicator: 'menu-check' }, alignItemsLabels: 'none', withInitialFocusPlaceholder: false } as const;

/** A menu under its button; arrows move, Enter acts, Esc gives the focus back. Each row shows its key. */
export function Menu({ target, items, position = 'bottom-end' }: MenuProps) {
  return (
    <MantineMenu {...looks} position={position} offset={4} returnFocus>
      <MantineMenu.Target>{target}</MantineMenu.Target>
      <MantineMenu.Dropdown>{rows(items)}</MantineMenu.Dropdown>
    </MantineMenu>
  );
}

export type Point = { readonly x: number; readonly y: number };
export type MenuAtProps = { readonly label: string; readonly at: Point; readonly items: ReadonlyArray<MenuItem>; /** Gives the focus back. */ readonly onClose: () => void };

/** The same menu, open at a point: what can be done with the thing there. */
export function MenuAt({ label, at, items, onClose }: MenuAtProps) {
  const given = (item: MenuItem): MenuItem => {
    if (item.kind === 'more') return { ...item, items: item.items.map(given) };
    if (item.kind !== 'item' || item.locked) return item;
    // The focus is back before the act, which may move it on.
    return { ...item, onClick: () => { onClose(); item.onClick(); } };
  };
  return (
    <Portal>
      <MantineMenu {...looks} opened position="bottom-start" offset={0} closeOnItemClick={false} returnFocus={false} onChange={(open) => { if (!open) onClose(); }}>
        <MantineMenu.Target>
          <span className="menu-point" aria-hidden="true" style={{ left: at.x, top: at.y }} />
        </MantineMenu.Target>
        <MantineMenu.Dropdown
          aria-label={label}
          onContextMenu={(event) => event.preventDefault()}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' && event.key !== 'Tab') return;
            event.preventDefault();
            onClose();
          }}
        >
          {rows(items.map(given))}
        </MantineMenu.Dropdown>
      </MantineMenu>
    </Portal>
  );
}

const rows = (items: ReadonlyArray<MenuItem>) => items.map((item, index) => <Fragment key={index}>{row(item)}</Fragment>);

function row(item: MenuItem): ReactNode {
  if (item.kind === 'rule') return <hr className="menu-rule" />;
  if (item.kind === 'label') return <div className="menu-label">{item.label}</div>;
  const Shape = item.icon;
  const face = (
    <span className="row">
      {Shape && <Shape size={16} stroke={1.75} aria-hidden="true" />}
      <span className="menu-text">{item.label}</span>
      {item.kind === 'item' && item.keys && <Kbd keys={item.keys} />}
    </span>
  );
  if (item.kind === 'more') {
    return (
      <MantineMenu.Sub position="right-start">
        <MantineMenu.Sub.Target>
          <MantineMenu.Sub.Item className="menu-item" rightSection={<IconChevronRight size={14} stroke={2} aria-hidden="true" />}>{face}</MantineMenu.Sub.Item>
        </MantineMenu.Sub.Target>
        <MantineMenu.Sub.Dropdown className="menu">{rows(item.items)}</MantineMenu.Sub.Dropdown>
      </MantineMenu.Sub>
    );
  }
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
