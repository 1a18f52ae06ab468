import { Modal } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, type ReactNode, useRef } from 'react';
import { Button } from './Button.tsx';
import { useHeldFocus } from './held-focus.ts';

export type DialogProps = {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the foot, the main one last. */
  readonly footer?: ReactNode;
  /** Enter in a field and Ctrl+Enter anywhere do this. */
  readonly onSubmit?: () => void;
  readonly width?: number;
};

/** A dialog over a scrim: holds the focus while open and gives it back; Esc closes. */
export function Dialog({ open, title, onClose, children, footer, onSubmit, width = 480 }: DialogProps) {
  return (
    <Modal.Root opened={open} onClose={onClose} centered size={width} zIndex={20} transitionProps={{ duration: 0 }} lockScroll={false} trapFocus={false} returnFocus={false}>
      <Modal.Overlay className="dialog-overlay" backgroundOpacity={1} color="var(--scrim)" />
      <Modal.Content classNames={{ content: 'dialog' }} radius={12} aria-label={title}>
        <Sheet title={title} onClose={onClose} footer={footer} onSubmit={onSubmit}>{children}</Sheet>
      </Modal.Content>
    </Modal.Root>
  );
}

function Sheet({ title, onClose, children, footer, onSubmit }: Pick<DialogProps, 'title' | 'onClose' | 'children' | 'footer' | 'onSubmit'>) {
  const sheet = useRef<HTMLFormElement>(null);
  useHeldFocus(sheet);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !onSubmit) return;
    event.preventDefault();
    event.stopPropagation();
    onSubmit();
  };
  return (
    <form ref={sheet} onSubmit={submit} onKeyDown={keys} noValidate>
      <div className="dialog-head">
        <h2>{title}</h2>
        <Button variant="quiet" size="sm" icon={IconX} label="Close" onClick={onClose} />
      </div>
      {/* Where nothing is to be filled in, the text itself takes the focus, so that arrow keys scroll it. */}
      <div className="dialog-body" {...(onSubmit ? {} : { tabIndex: 0, 'data-autofocus': true })}>{children}</div>
      {footer && <div className="dialog-foot">{footer}</div>}
    </form>
  );
}
