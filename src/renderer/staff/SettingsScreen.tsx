import { KeySheet } from '../app/KeySheet.tsx';
import { OwnKeysCard } from '../app/OwnKeysCard.tsx';
import { setTheme, type Theme, usePreferences, zoom } from '../app/preferences.ts';
import { useSession } from '../app/session.ts';
import { roleLabels } from '../../contract/procedure.ts';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Card } from '../ui/Card.tsx';
import { Clock } from '../ui/Clock.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { productInstant } from '../platform/clock.ts';
import './staff.css';

const themes: ReadonlyArray<{ readonly value: Theme; readonly label: string }> = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'Match system' },
];

/** Choices of this desk, what it is connected to, and the keys: my own, and all that work here. */
export function SettingsScreen() {
  const preferences = usePreferences();
  const { me, state } = useSession();
  const { connection } = state;
  return (
    <>
      <div className="screen-head"><h1>Settings</h1></div>
      <div className="settings fill">
        <div className="col gap-14">
          <Card title="Look">
            <div className="pad col gap-12">
              <div className="row between"><span>Theme</span><Segmented label="Theme" size="sm" options={themes} value={preferences.theme} onChange={setTheme} /></div>
              <div className="row between">
                <span>Zoom</span>
                <span className="row gap-6">
                  <Button size="sm" label="Zoom out" keys="Ctrl+-" onClick={() => zoom(-1)}>−</Button>
                  <span className="num" style={{ width: 48, textAlign: 'center' }}>{preferences.zoom} %</span>
                  <Button size="sm" label="Zoom in" keys="Ctrl+=" onClick={() => zoom(1)}>+</Button>
                </span>
              </div>
            </div>
          </Card>
          <Card title="Connection">
            <div className="pad col gap-12">
              <dl className="pairs">
                <dt>Data</dt><dd>{connection.kind === 'demo' ? 'Demo on this desk' : connection.label}</dd>
                <dt>Operator</dt><dd>{state.operator ?? '–'}</dd>
                <dt>Signed in</dt><dd>{me.name}, {roleLabels[me.role]}</dd>
                <dt>Time zone</dt><dd>{state.zone.replaceAll('_', ' ')}</dd>
                <dt>Time here</dt><dd><Clock at={productInstant()} time /></dd>
                <dt>Version</dt><dd>Careline {state.version}</dd>
              </dl>
              {connection.kind === 'demo' && <Callout tone="info">The demo is made up and kept on this desk only. Whoever owns the desk can read and change its files, so no real customers belong in it.</Callout>}
            </div>
          </Card>
        </div>
        <div className="col gap-14">
          <OwnKeysCard />
          <Card title="All keys here">
            <div className="pad"><KeySheet /></div>
          </Card>
        </div>
      </div>
    </>
  );
}
