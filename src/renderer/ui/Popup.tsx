import { Popover } from '@mantine/core';
import { type KeyboardEvent, type ReactElement, type ReactNode, useRef } from 'react';
import { useHeldFocus } from './held-focus.ts';

export type PopupProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  /** The button it hangs from. It takes a ref. */
  readonly target: ReactElement;
  readonly label: string;
  readonly position?: 'bottom-start' | 'bottom-end';
  readonly className?: string;
  readonly children: ReactNode;
};

/** A small sheet under its button: holds the focus while open and gives it back; Esc or a click beside it closes. */
export function Popup({ open, onClose, target, label, position = 'bottom-start', className, children }: PopupProps) {
  return (
    <Popover opened={open} onChange={(shown) => { if (!shown) onClose(); }} position={position} offset={4} zIndex={25} closeOnEscape={false} trapFocus={false} returnFocus={false} withRoles={false} transitionProps={{ duration: 0 }} classNames={{ dropdown: 'menu popup' }}>
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown>
        <Held label={label} onClose={onClose} className={className}>{children}</Held>
      </Popover.Dropdown>
    </Popover>
  );
}

function Held({ label, onClose, className, children }: Pick<PopupProps, 'label' | 'onClose' | 'className' | 'children'>) {
  const held = useRef<HTMLDivElement>(null);
  useHeldFocus(held);
  // Esc is the popup's alone: what lies below it stays.
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return <div ref={held} role="dialog" aria-label={label} tabIndex={-1} className={className} onKeyDown={keys}>{children}</div>;
}
