import { type ReactNode, useState } from 'react';
import { MenuAt, type MenuItem, type Point } from './Menu.tsx';

export type AskMenu = (asked: { readonly label: string; readonly at: Point; readonly items: ReadonlyArray<MenuItem>; readonly back: HTMLElement }) => void;

/** A menu that opens where it is asked for and gives the focus to `back` when it closes. */
export function useMenuAt(): { readonly open: AskMenu; readonly isOpen: boolean; readonly menu: ReactNode } {
  const [asked, setAsked] = useState<Parameters<AskMenu>[0] | null>(null);
  const close = () => {
    setAsked(null);
    asked?.back.focus();
  };
  return {
    open: ({ items, ...rest }) => setAsked(items.length > 0 ? { items, ...rest } : null),
    isOpen: asked !== null,
    menu: asked && <MenuAt key={`${asked.at.x} ${asked.at.y}`} label={asked.label} at={asked.at} items={asked.items} onClose={close} />,
  };
}

/** Shift+F10 or the menu key. */
export function asksForMenu(event: { readonly key: string; readonly shiftKey: boolean }): boolean {
  return event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
}

/** Where a menu asked for by key opens: at the foot of what has the focus. */
export function footOf(element: Element | null | undefined): Point {
  const { left, bottom } = element?.getBoundingClientRect() ?? { left: 0, bottom: 0 };
  return { x: left + 12, y: bottom };
}
