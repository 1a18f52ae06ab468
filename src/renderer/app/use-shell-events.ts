import { useEffect } from 'react';
import { relayCare } from '../platform/care.ts';
import { queryClient } from '../platform/queries.ts';
import { onShellEvent } from '../platform/shell.ts';
import { ring } from './call.ts';
import { runCommand } from './commands.ts';
import { useConnection } from './connection.ts';
import { lockDesk } from './leaving.ts';
import { openPalette } from './overlays.ts';
import { reopenCases } from './tabs.ts';

/** Keeps the line to the data process; holds before signing in too. */
export function useDataLine(): void {
  useEffect(
    () =>
      onShellEvent((event) => {
        if (event.kind === 'dataDown') useConnection.setState({ data: 'down' });
        if (event.kind !== 'dataRestarted') return;
        relayCare();
        useConnection.setState({ data: 'up' });
        void reopenCases().then(() => queryClient.invalidateQueries());
      }),
    [],
  );
}

/** What the window tells a desk that is signed in: calls, links, menu commands, being left alone. */
export function useShellEvents(): void {
  useEffect(
    () =>
      onShellEvent((event) => {
        if (event.kind === 'call') ring({ id: event.id, from: event.from, to: event.to });
        // A link opens and never acts: it fills the search, a person chooses.
        else if (event.kind === 'open') openPalette(`${event.what === 'bill' ? '#' : '@'}${event.number}`);
        else if (event.kind === 'idle') lockDesk();
        else if (event.kind === 'command') runCommand(event.id);
      }),
    [],
  );
}
