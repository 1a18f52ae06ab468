import { IconCloudCheck, IconCloudOff, IconDeviceDesktop } from '@tabler/icons-react';
import { Tooltip } from '../ui/Tooltip.tsx';
import { useConnection } from './connection.ts';
import { useSession } from './session.ts';
import { showScreen } from './tabs.ts';

/** What the desk works on, and whether it answers; opens the settings that say more. */
export function ConnectionMark() {
  const { state } = useSession();
  const down = useConnection((one) => one.data === 'down');
  const demo = state.connection.kind === 'demo';
  const Shape = down ? IconCloudOff : demo ? IconDeviceDesktop : IconCloudCheck;
  const words = down ? 'The data service does not answer' : demo ? 'Demo data on this desk' : `Connected to ${state.connection.label}`;
  return (
    <Tooltip label={words} position="bottom">
      <button type="button" className="icon-button" aria-label={words} onClick={() => showScreen('settings')}>
        <Shape size={18} stroke={1.75} className={down ? 'warn' : undefined} aria-hidden="true" />
      </button>
    </Tooltip>
  );
}
