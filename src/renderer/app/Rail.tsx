import { screensFor, type Screen } from './screens.ts';
import { useSession } from './session.ts';
import { showScreen, useTabs } from './tabs.ts';

/** The sections a role has, with the one in front marked; an open customer belongs to Customers. */
export function Rail() {
  const { me } = useSession();
  const front = useTabs(({ place }) => (place.kind === 'customer' ? 'customers' : place.path));
  const items = screensFor(me.role);
  const button = (screen: Screen) => {
    const Shape = screen.icon;
    return (
      <button key={screen.path} type="button" aria-current={front === screen.path ? 'page' : undefined} onClick={() => showScreen(screen.path)}>
        <Shape size={20} stroke={1.6} aria-hidden="true" />
        {screen.title}
      </button>
    );
  };
  return (
    <nav className="rail" aria-label="Sections" data-region="Sections">
      {items.filter((screen) => screen.rail === 'top').map(button)}
      <span className="grow" />
      {items.filter((screen) => screen.rail === 'foot').map(button)}
    </nav>
  );
}
