import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReratingOrder } from '../../contract/rerating.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Clock } from '../ui/Clock.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Meter } from '../ui/Meter.tsx';
import { progressWords } from './rerating-words.ts';

/** How far the worker is with a re-rating, and the way to stop it. */
export function ReratingUnderWay({ order }: { readonly order: ReratingOrder }) {
  const [asks, setAsks] = useState(false);
  const cancel = useAct(care.rerating.cancel, { onSuccess: () => setAsks(false) });
  const { progress } = order;
  const posts = order.state === 'ordered';
  return (
    <>
      {progress ? (
        <div className="pad col gap-4" role="status">
          <div className="row between t12"><span>{progress.step === 'post' ? 'Posting' : posts ? 'Making sure that it is still what was shown' : 'Working out what would change'}</span><span className="num ink-2">{progressWords(progress)}</span></div>
          <Meter kind="progress" label="Re-rating" value={progress.done} max={Math.max(1, progress.accounts)} />
          <p className="t12 ink-3">Last word from the worker: <Clock at={progress.toldAt} time /></p>
        </div>
      ) : <div className="pad"><Callout role="status">It waits for a worker since <Clock at={order.askedAt} time />. If this does not change, none is running: tell whoever runs the server.</Callout></div>}
      <div className="grow" />
      <div className="ops-explained"><div className="row end"><Button icon={IconX} onClick={() => setAsks(true)}>Cancel re-rating</Button></div></div>
      <Dialog
        open={asks}
        title="Cancel this re-rating"
        onClose={() => setAsks(false)}
        onSubmit={() => { if (!cancel.isPending) cancel.mutate({ id: order.id }); }}
        footer={<><Button onClick={() => setAsks(false)}>Let it be</Button><Button variant="danger" type="submit" keys="Ctrl+Enter" busy={cancel.isPending}>Cancel re-rating</Button></>}
      >
        <p>{posts ? 'Accounts that are posted by now stay posted. The others keep what they were billed; asking again shows what is left.' : 'Nothing is posted yet, so nothing changes. It can be asked again.'}</p>
        {cancel.error && <Callout tone="neg" role="alert">{cancel.error.sentence}</Callout>}
      </Dialog>
    </>
  );
}
