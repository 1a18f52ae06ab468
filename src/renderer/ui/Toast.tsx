import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Kbd } from './Kbd.tsx';
import { cx } from './tone.ts';
import { type ShownToast, staysUntilClosed, useToasts } from './toast-store.ts';
import { toastShapes } from './toast-shapes.ts';

const SHOWN_MS = 6000;

/** The place at the bottom where results are said: 6 seconds, longer while looked at. */
export function ToastPlace() {
  const current = useToasts((state) => state.current);
  return current ? <Toast key={current.id} toast={current} /> : null;
}

function Toast({ toast }: { readonly toast: ShownToast }) {
  const close = useToasts((state) => state.close);
  const [held, setHeld] = useState(false);
  const tone = toast.tone ?? 'pos';
  const stays = staysUntilClosed(toast);
  useEffect(() => {
    if (held || stays) return undefined;
    const timer = setTimeout(close, toast.action?.keys ? 10_000 : SHOWN_MS);
    return () => clearTimeout(timer);
  }, [held, stays, close, toast]);
  const Shape = toastShapes[tone];
  const hold = { onMouseEnter: () => setHeld(true), onMouseLeave: () => setHeld(false), onFocus: () => setHeld(true), onBlur: () => setHeld(false) };
  return (
    <div className={cx('toast', tone)} role={tone === 'neg' ? 'alert' : 'status'} {...hold}>
      <Shape size={16} stroke={1.75} aria-hidden="true" />
      <span className="ellipsis grow">{toast.text}</span>
      {toast.action && (
        <button type="button" onClick={() => { close(); toast.action?.run(); }}>
          {toast.action.label}
          {toast.action.keys && <Kbd keys={toast.action.keys} />}
        </button>
      )}
      <button type="button" className="close" aria-label="Close message" onClick={close}>
        <IconX size={14} stroke={1.75} aria-hidden="true" />
      </button>
    </div>
  );
}
