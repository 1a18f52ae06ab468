import { IconBell } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Clock } from '../ui/Clock.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Popup } from '../ui/Popup.tsx';
import { toastShapes } from '../ui/toast-shapes.ts';
import { type ShownToast, toastsRead, useToasts } from '../ui/toast-store.ts';
import { cx } from '../ui/tone.ts';
import { showMessages, useOverlays } from './overlays.ts';

const toneWords = { pos: '', warn: 'Note: ', neg: 'Failed: ' } as const;

/** What was said at the bottom of the window since the sign-in. A number stands on it while a result waits to be seen. */
export function MessageBell() {
  const open = useOverlays((state) => state.messages);
  const history = useToasts((state) => state.history);
  const waiting = useToasts((state) => state.open.size - (state.current && state.open.has(state.current.id) ? 1 : 0));
  useEffect(() => {
    if (open) toastsRead();
  }, [open, history]);
  useEffect(() => () => showMessages(false), []);
  const name = waiting === 0 ? 'Messages' : `Messages, ${waiting} not seen`;
  const bell = (
    <button type="button" className="icon-button bell" aria-label={name} title={name} aria-haspopup="dialog" aria-expanded={open} onClick={() => showMessages(!open)}>
      <IconBell size={18} stroke={1.75} aria-hidden="true" />
      {waiting > 0 && <span className="bell-count" aria-hidden="true">{waiting > 9 ? '9+' : waiting}</span>}
    </button>
  );
  return (
    <Popup open={open} onClose={() => showMessages(false)} label="Messages" position="bottom-end" className="messages" target={bell}>
      <h2 className="messages-head">Messages<span className="t12 ink-3">since you signed in</span></h2>
      {history.length === 0 ? (
        <EmptyState icon={IconBell} title="No messages yet">What is done and what fails is said at the bottom of the window, and stands here until you sign out.</EmptyState>
      ) : (
        <ul className="scroll" tabIndex={0} data-autofocus aria-label="Messages, the last one first">
          {history.map((message) => <Message key={message.id} message={message} />)}
        </ul>
      )}
    </Popup>
  );
}

function Message({ message }: { readonly message: ShownToast }) {
  const tone = message.tone ?? 'pos';
  const Shape = toastShapes[tone];
  return (
    <li className="message">
      <Shape size={16} stroke={1.75} className={cx(tone)} aria-hidden="true" />
      <span className="grow selectable"><span className="sr-only">{toneWords[tone]}</span>{message.text}</span>
      <span className="t12 ink-3"><Clock at={message.at} /></span>
    </li>
  );
}
