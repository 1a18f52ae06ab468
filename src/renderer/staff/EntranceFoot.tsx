import { IconCircleCheck, IconFlask, IconMoon, IconSun } from '@tabler/icons-react';
import type { AppState } from '../../contract/staff.ts';
import { setTheme, usePreferences } from '../app/preferences.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';

/** What the app is connected to, its version, and the theme. */
export function EntranceFoot({ state, onChange }: { readonly state: AppState; readonly onChange?: () => void }) {
  const dark = usePreferences((one) => one.theme === 'dark');
  const { connection } = state;
  return (
    <>
      {connection.kind === 'demo' && <Chip tone="accent" icon={IconFlask}>{connection.label}</Chip>}
      {connection.kind === 'server' && <Chip tone="pos" icon={IconCircleCheck}>{connection.label}</Chip>}
      {onChange && <button type="button" className="link" onClick={onChange}>Change database</button>}
      <span>Careline {state.version}</span>
      <span className="grow" />
      <Button variant="quiet" size="sm" icon={dark ? IconMoon : IconSun} onClick={() => setTheme(dark ? 'light' : 'dark')}>
        {dark ? 'Dark' : 'Light'}
      </Button>
    </>
  );
}
