import { IconPlugConnectedX } from '@tabler/icons-react';
import { NoPermission } from '../ui/NoPermission.tsx';
import { CallBar } from './CallBar.tsx';
import { useConnection } from './connection.ts';
import { CustomerGate } from './CustomerGate.tsx';
import { IncomingCard } from './IncomingCard.tsx';
import { screenAt } from './screens.ts';
import { useSession } from './session.ts';
import { useTabs } from './tabs.ts';

/** What is in front: the call bar, then a screen or a customer. An incoming call lies above, and takes no focus. */
export function Stage() {
  const down = useConnection((state) => state.data === 'down');
  return (
    <main className="stage">
      <CallBar />
      {down && (
        <div className="notice" role="status">
          <IconPlugConnectedX size={16} stroke={1.75} aria-hidden="true" />
          <span className="grow">The data service stopped and is starting again. What you typed is kept. Nothing can be changed until it answers.</span>
        </div>
      )}
      <div className="stage-body" data-region="Main">
        <Front />
      </div>
      <IncomingCard />
    </main>
  );
}

function Front() {
  const place = useTabs((state) => state.place);
  const { me } = useSession();
  if (place.kind === 'customer') return <CustomerGate key={place.customerId} customerId={place.customerId} view={place.view} params={place.params} />;
  const screen = screenAt(place.path, me.role);
  if (!screen) return <NoPermission title="Not for your role">This screen is not part of your role.</NoPermission>;
  const Component = screen.component;
  return <Component key={`${place.path} ${JSON.stringify(place.params)}`} params={place.params} />;
}
