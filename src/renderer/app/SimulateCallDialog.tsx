import { IconPhoneIncoming } from '@tabler/icons-react';
import { useState } from 'react';
import { productNow } from '../platform/clock.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { ring } from './call.ts';
import { formatPhone } from './phone.ts';
import { showSimulateCall, useOverlays } from './overlays.ts';
import { demoCallers } from './demo-callers.ts';

/** Lets the demo's phone ring with a number of choice. */
export function SimulateCallDialog() {
  const open = useOverlays((state) => state.simulate);
  const [number, setNumber] = useState(demoCallers[0]?.number ?? '');
  const wrong = /\d{4}/.test(number.replace(/\D/g, '')) ? null : 'Enter at least 4 digits.';
  const [tried, setTried] = useState(false);
  const close = () => showSimulateCall(false);
  const start = () => {
    setTried(true);
    if (wrong) return;
    ring({ id: `sim-${Math.floor(productNow())}`, from: number.trim(), to: 'Billing', simulated: true });
    close();
  };
  return (
    <Dialog open={open} title="Simulate an incoming call" onClose={close} onSubmit={start} footer={<><Button onClick={close}>Cancel</Button><Button variant="primary" icon={IconPhoneIncoming} type="submit">Ring</Button></>}>
      <Field label="Calling from" error={tried ? wrong : null} help="Any number may call, also one nobody has.">
        <TextInput value={number} onChange={setNumber} data-autofocus inputMode="tel" />
      </Field>
      <ul>
        {demoCallers.map((caller) => (
          <li key={caller.number} className="row" style={{ minHeight: 30 }}>
            <button type="button" className="link" onClick={() => setNumber(caller.number)}>{formatPhone(caller.number)}</button>
            <span className="ink-2">{caller.who}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
