import { useEffect } from 'react';
import { lookers } from '../../contract/procedure.ts';
import { OwnPasswordDialog } from '../staff/OwnPasswordDialog.tsx';
import { loadCharts } from '../ui/Chart.tsx';
import { ToastPlace } from '../ui/Toast.tsx';
import { CommandPalette } from './CommandPalette.tsx';
import { Formats } from './Formats.tsx';
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
import { useTableKeeping } from './use-table-keeping.ts';

/** The desk of a person who is signed in: title bar, rail, stage, and what lies over them. */
export function Shell() {
  const { me, can } = useSession();
  const looks = can(lookers);
  const tabsReady = useTabKeeping(me.login, useHome());
  const tablesReady = useTableKeeping(me.login);
  useOwnKeysOf(me.login);
  useShellEvents();
  useChangesElsewhere();
  useShortcuts();
  useAppCommands();
  useEffect(() => {
    if (!looks) return;
    const idle = requestIdleCallback(loadCharts);
    return () => cancelIdleCallback(idle);
  }, [looks]);
  if (!tabsReady || !tablesReady) return null;
  return (
    <Formats>
      <div className="app">
        <TitleBar />
        <Rail />
        <Stage />
        <CommandPalette />
        <KeyHelp />
        <SimulateCallDialog />
        <OwnPasswordDialog />
        <ToastPlace />
      </div>
    </Formats>
  );
}
