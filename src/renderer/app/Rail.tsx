import { IconUsers } from '@tabler/icons-react';
import { Fragment } from 'react';
import { lookers } from '../../contract/procedure.ts';
import { openPalette } from './overlays.ts';
import { screensFor, type Screen } from './screens.ts';
import { useSession } from './session.ts';
import { showScreen, showTab, useTabs } from './tabs.ts';

/** The sections a role has, with the one in front marked. */
export function Rail() {
  const { me, can } = useSession();
  const place = useTabs((state) => state.place);
  const items = screensFor(me.role);
  const button = (screen: Screen) => {
    const Shape = screen.icon;
    return (
      <button key={screen.path} type="button" aria-current={place.kind === 'screen' && place.path === screen.path ? 'page' : undefined} aria-keyshortcuts={screen.shortcut} onClick={() => showScreen(screen.path)}>
        <Shape size={20} stroke={1.6} aria-hidden="true" />
        {screen.title}
      </button>
    );
  };
  const [first, ...rest] = items.filter((screen) => screen.rail === 'top');
  return (
    <nav className="rail" aria-label="Sections" data-region="Sections">
      {first && button(first)}
      {can(lookers) && <CustomersButton current={place.kind === 'customer'} />}
      {rest.map(button)}
      <span className="grow" />
      <Fragment>{items.filter((screen) => screen.rail === 'foot').map(button)}</Fragment>
    </nav>
  );
}

/** Goes back to the customer looked at last; with none open, to the search. */
function CustomersButton({ current }: { readonly current: boolean }) {
  const tabs = useTabs((state) => state.tabs);
  const open = () => showCustomers(tabs);
  return (
    <button type="button" aria-current={current ? 'page' : undefined} aria-keyshortcuts="G C" onClick={open}>
      <IconUsers size={20} stroke={1.6} aria-hidden="true" />
      Customers
    </button>
  );
}

/** The customer used last, or the palette searching customers. */
export function showCustomers(tabs: ReturnType<typeof useTabs.getState>['tabs']): void {
  const latest = [...tabs].sort((a, b) => b.usedAt - a.usedAt)[0];
  if (latest) showTab(latest.customerId);
  else openPalette('@');
}
