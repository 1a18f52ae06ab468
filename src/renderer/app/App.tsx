import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { AppState } from '../../contract/staff.ts';
import { queryClient, useCare } from '../platform/queries.ts';
import { FirstStartScreen } from '../staff/FirstStartScreen.tsx';
import { LockScreen } from '../staff/LockScreen.tsx';
import { OwnPasswordScreen } from '../staff/OwnPasswordScreen.tsx';
import { SignInScreen } from '../staff/SignInScreen.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { readLater } from '../ui/read-later.tsx';
import { ToastPlace } from '../ui/Toast.tsx';
import { toastsFor } from '../ui/toast-store.ts';
import { OpeningScreen } from './OpeningScreen.tsx';
import { applyZoom, usePreferences } from './preferences.ts';
import { appState, lastSeen, SessionContext } from './session.ts';
import { useDataLine } from './use-shell-events.ts';
import { useSignedOut } from './use-signed-out.ts';
import { useWhileOpening } from './use-while-opening.ts';
import { WindowButtons } from './WindowButtons.tsx';

// The sign-in is there before the desk is read: the desk loads while the name is typed.
const Desk = readLater(async () => (await import('./Shell.tsx')).Shell);

/** The whole page. */
export function App() {
  const theme = usePreferences((state) => state.theme);
  useEffect(applyZoom, []);
  return (
    <MantineProvider forceColorScheme={theme === 'dark' ? 'dark' : 'light'} withGlobalClasses={false}>
      <QueryClientProvider client={queryClient}>
        <Bootstrap />
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** Asks what the app is connected to and who is signed in, and shows the screen for that. */
function Bootstrap() {
  useDataLine();
  useSignedOut();
  const state = useCare(appState, undefined, { staleTime: 60_000 });
  if (state.data) return <Front state={state.data} />;
  if (!state.error) return <OpeningScreen />;
  return (
    <Bare>
      <ErrorState title="Careline did not start" sentence={state.error.sentence} reference={state.error.reference} onRetry={() => void state.refetch()} />
    </Bare>
  );
}

function Front({ state }: { readonly state: AppState }) {
  const { me, locked } = state;
  useWhileOpening(state.connection.opening);
  // A locked desk tells nobody's name; whoever unlocks it is who sat here before.
  useLayoutEffect(() => {
    if (!locked) toastsFor(me?.login ?? null);
  }, [locked, me?.login]);
  const session = useMemo(() => (me ? { me, state } : null), [me, state]);
  if (state.connection.kind === 'none' || state.connection.problem !== null) return <><FirstStartScreen state={state} /><ToastPlace /></>;
  if (locked) return <LockScreen me={lastSeen()} />;
  if (!session) return <><Entrance state={state} /><ToastPlace /></>;
  if (session.me.passwordGiven) return <><OwnPasswordScreen me={session.me} /><ToastPlace /></>;
  return (
    <SessionContext value={session}>
      <Desk.Part meanwhile={<OpeningScreen />} />
    </SessionContext>
  );
}

/** Sign-in, or the choice of the database where that is asked for. */
function Entrance({ state }: { readonly state: AppState }) {
  const [choosing, setChoosing] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => void Desk.load());
    return () => clearTimeout(timer);
  }, []);
  return choosing ? <FirstStartScreen state={state} onBack={() => setChoosing(false)} /> : <SignInScreen state={state} onChangeDatabase={() => setChoosing(true)} />;
}

function Bare({ children }: { readonly children: ReactNode }) {
  return (
    <div className="col" style={{ height: '100vh', background: 'var(--canvas)' }}>
      <div className="titlebar end"><WindowButtons /></div>
      {children}
    </div>
  );
}
