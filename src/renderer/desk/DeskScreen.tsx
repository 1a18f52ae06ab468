import { IconPhoneIncoming } from '@tabler/icons-react';
import type { DeskOverview } from '../../contract/customers.ts';
import { showSimulateCall } from '../app/overlays.ts';
import { useSession } from '../app/session.ts';
import { care } from '../platform/care.ts';
import { useNow } from '../platform/clock.ts';
import { useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { useFormat } from '../ui/format-context.ts';
import { timerText } from '../ui/moments.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import './desk.css';
import { DraftsCard } from './DraftsCard.tsx';
import { FollowUpsCard } from './FollowUpsCard.tsx';
import { RecentCard } from './RecentCard.tsx';

/** My day: figures, follow-ups, customers seen lately, drafts (mock b). */
export function DeskScreen() {
  const { state } = useSession();
  const desk = useCare(care.customers.desk, undefined, { staleTime: 5_000 });
  return (
    <>
      <div className="desk-head">
        <div className="name">
          <h1 className="t18 strong">Desk</h1>
          <Today />
        </div>
        {desk.data && <Figures desk={desk.data} />}
        <span className="grow" />
        {state.connection.kind === 'demo' && <Button variant="primary" icon={IconPhoneIncoming} onClick={() => showSimulateCall(true)}>Simulate a call</Button>}
      </div>
      <Answer of={desk} failed="Your desk did not load" waiting={<Waiting />}>
        {(data) => (
          <div className="desk">
            <RecentCard recent={data.recent} />
            <div className="col gap-14">
              <FollowUpsCard followUps={data.followUps} />
              <DraftsCard drafts={data.drafts} />
            </div>
          </div>
        )}
      </Answer>
    </>
  );
}

/** The cards of the desk while their first answer is on its way. */
function Waiting() {
  return (
    <div className="desk">
      <Card grow title="Recent customers"><Skeleton rows={8} /></Card>
      <div className="col gap-14">
        <Card title="Follow-ups"><Skeleton rows={4} height={52} /></Card>
        <Card grow title="My drafts"><Skeleton rows={2} height={52} /></Card>
      </div>
    </div>
  );
}

function Today() {
  const { zone } = useFormat();
  const now = useNow('minute');
  const words = new Intl.DateTimeFormat('en-US', { timeZone: zone, weekday: 'long' }).format(now);
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'long' }).format(now);
  return <p className="ink-3 t12 nowrap">{words} {day}</p>;
}

function Figures({ desk }: { readonly desk: DeskOverview }) {
  const figures = [
    { label: 'Calls today', value: String(desk.callsToday), beside: null },
    { label: 'Average call', value: desk.averageCallSeconds === null ? '–' : timerText(desk.averageCallSeconds), beside: null },
    { label: 'Solved today', value: String(desk.solvedToday), beside: desk.callsToday > 0 ? `of ${desk.callsToday}` : null },
  ];
  return (
    <>
      {figures.map((figure) => (
        <div key={figure.label} className="figure">
          <div className="t12 ink-3 nowrap">{figure.label}</div>
          <div className="row baseline gap-6"><span className="t15 strong num">{figure.value}</span>{figure.beside && <span className="t12 ink-2 nowrap">{figure.beside}</span>}</div>
        </div>
      ))}
    </>
  );
}
