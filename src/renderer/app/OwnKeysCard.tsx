import { IconArrowBackUp } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { cx } from '../ui/tone.ts';
import { KeyField } from './KeyField.tsx';
import { chosenKey, resetOwnKeys, setOwnKey, setSingleKeys, takenBy, useOwnKeys } from './own-keys.ts';
import { useSession } from './session.ts';
import { type KeyPlace, type SingleKeyId, singleKeyIds, singleKeyOf } from './single-keys.ts';

const places: ReadonlyArray<readonly [KeyPlace, string]> = [['customer', 'With a customer'], ['bill', 'On a bill'], ['compare', 'While bills are compared'], ['staff', 'On the staff screen'], ['everywhere', 'Everywhere']];

/** My plain keys: off and on together, and for each command another key or none (WCAG 2.1.4). */
export function OwnKeysCard() {
  const { can } = useSession();
  const { on, keys } = useOwnKeys();
  const [asking, setAsking] = useState<SingleKeyId | null>(null);
  const mine = singleKeyIds.filter((id) => can(singleKeyOf(id).roles));
  const isOwn = mine.some((id) => keys[id] !== undefined);
  return (
    <Card title="Single keys" right={isOwn && <Button size="sm" variant="quiet" icon={IconArrowBackUp} onClick={resetOwnKeys}>Reset all</Button>}>
      <div className="pad col gap-6">
        <Checkbox checked={on} onChange={(next) => { setSingleKeys(next); setAsking(null); }}>Use single keys such as V, C and G then D</Checkbox>
        <p className="ink-3 t12">They work only while no text field has the focus. Keys with Ctrl and Alt and the F keys always work. Your choice follows you to every desk.</p>
        <div className="key-sheet own-keys">
          {places.map(([where, title]) => {
            const here = mine.filter((id) => singleKeyOf(id).where === where);
            return here.length > 0 && (
              <section key={where}>
                <h3>{title}</h3>
                <ul>{here.map((id) => <KeyRow key={id} id={id} on={on} asking={asking === id} onAsk={(wanted) => setAsking(wanted ? id : null)} />)}</ul>
              </section>
            );
          })}
        </div>
      </div>
    </Card>
  );
}

function KeyRow({ id, on, asking, onAsk }: { readonly id: SingleKeyId; readonly on: boolean; readonly asking: boolean; readonly onAsk: (wanted: boolean) => void }) {
  const own = useOwnKeys();
  const row = useRef<HTMLLIElement>(null);
  const { label, keys: standard } = singleKeyOf(id);
  const key = chosenKey(id, own);
  const owner = takenBy(id, standard, own);
  const leave = (byKey: boolean) => {
    if (!byKey) return onAsk(false);
    flushSync(() => onAsk(false));
    row.current?.querySelector<HTMLElement>('[data-change]')?.focus();
  };
  const done = (next: string) => {
    setOwnKey(id, next);
    leave(true);
  };
  if (asking) return <li ref={row} className="asking"><span className="grow">{label}</span><KeyField id={id} onKey={done} onLeave={leave} /></li>;
  return (
    <li ref={row}>
      <span className="grow">{label}</span>
      {key === undefined ? <span className="ink-3">Off</span> : <span className={cx('row', !on && 'key-off')}><Kbd keys={key} /><span className="sr-only">{key}</span></span>}
      <span className="row gap-2 key-acts">
        {own.keys[id] !== undefined && <Button size="sm" variant="quiet" icon={IconArrowBackUp} locked={owner ? `${standard} is the key of “${singleKeyOf(owner).label}” now.` : null} label={`Back to ${standard}: ${label}`} onClick={() => setOwnKey(id, undefined)} />}
        <Button size="sm" variant="quiet" data-change aria-label={`Change the key: ${label}`} onClick={() => onAsk(true)}>Change</Button>
        {key !== undefined && <Button size="sm" variant="quiet" aria-label={`Turn off: ${label}`} onClick={() => setOwnKey(id, null)}>Off</Button>}
      </span>
    </li>
  );
}
