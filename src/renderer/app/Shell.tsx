import { ToastPlace } from '../ui/Toast.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { KeyHelp } from './KeyHelp.tsx';
import { Rail } from './Rail.tsx';
import { useSession } from './session.ts';
import { SimulateCallDialog } from './SimulateCallDialog.tsx';
import { Stage } from './Stage.tsx';
import { TitleBar } from './TitleBar.tsx';
import { useAppCommands } from './use-app-commands.ts';
import { useChangesElsewhere } from './use-changes-elsewhere.ts';
import { useHome } from './use-home.ts';
import { useOwnKeysOf } from './use-own-keys.ts';
import { useShellEvents } from './use-shell-events.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { useTabKeeping } from './use-tab-keeping.ts';

/** The desk of a person who is signed in: title bar, rail, stage, and what lies over them. */
export function Shell() {
  const { me } = useSession();
  const ready = useTabKeeping(me.login, useHome());
  useOwnKeysOf(me.login);
  useShellEvents();
  useChangesElsewhere();
  useShortcuts();
  useAppCommands();
  if (!ready) return null;
  return (
    <div className="app">
      <TitleBar />
      <Rail />
      <Stage />
      <CommandPalette />
      <KeyHelp />
      <SimulateCallDialog />
      <ToastPlace />
    </div>
  );
}
