import { IconChevronDown, IconKey, IconKeyboard, IconLock, IconLogout, IconMoon, IconSun, IconSunMoon } from '@tabler/icons-react';
import { Avatar } from '../ui/Avatar.tsx';
import { Menu } from '../ui/Menu.tsx';
import { useCall } from './call.ts';
import { leave, lockDesk } from './leaving.ts';
import { showKeyHelp, showOwnPassword } from './overlays.ts';
import { setTheme, type Theme, usePreferences } from './preferences.ts';
import { useSession } from './session.ts';

const themes: ReadonlyArray<{ readonly value: Theme; readonly label: string; readonly icon: typeof IconSun }> = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'system', label: 'Match system', icon: IconSunMoon },
];
const words = { ringing: 'Ringing', active: 'On call', hold: 'On hold', wrapUp: 'Wrap-up' } as const;

/** Who sits here, what the phone does, and the way out. */
export function AgentMenu() {
  const { me } = useSession();
  const theme = usePreferences((state) => state.theme);
  const call = useCall((state) => state.call);
  const dot = call?.state === 'active' ? 'live' : call?.state === 'hold' ? 'hold' : '';
  const target = (
    <button type="button" className="agent">
      <Avatar name={me.name} size="sm" />
      <span>{me.name}</span>
      {call && <span className="state-word"><span className={`dot ${dot}`} aria-hidden="true" />{words[call.state]}</span>}
      <IconChevronDown size={14} stroke={1.75} aria-hidden="true" />
    </button>
  );
  return (
    <Menu
      target={target}
      items={[
        { kind: 'label', label: [me.team, me.extension && `extension ${me.extension}`].filter(Boolean).join(', ') },
        ...themes.map(({ value, label, icon }) => ({ kind: 'item' as const, label, icon, checked: theme === value, onClick: () => setTheme(value) })),
        { kind: 'rule' },
        { kind: 'item', label: 'Keyboard', icon: IconKeyboard, keys: 'F1', onClick: () => showKeyHelp(true) },
        { kind: 'item', label: 'Change password', icon: IconKey, onClick: () => showOwnPassword(true) },
        { kind: 'item', label: 'Lock', icon: IconLock, keys: 'Ctrl+L', onClick: lockDesk },
        { kind: 'item', label: 'Sign out', icon: IconLogout, locked: call ? 'Close the call first.' : null, onClick: leave },
      ]}
    />
  );
}
