import { Logo } from './Logo.tsx';
import { WindowButtons } from './WindowButtons.tsx';

/** While the data process opens the database: nothing for a moment, then the mark and a word. */
export function OpeningScreen() {
  return (
    <div className="col" style={{ height: '100vh', background: 'var(--canvas)' }}>
      <div className="titlebar end"><WindowButtons /></div>
      <div className="gate">
        <div className="row gap-12" style={{ animation: 'fade var(--in) 300ms both' }} role="status">
          <Logo size={36} />
          <span className="ink-2">Opening the data of this desk</span>
        </div>
      </div>
    </div>
  );
}
