import { IconArrowBack, IconArrowForward, IconBell, IconKey, IconKeyboard, IconLock, IconLogout, IconMicrophone, IconMoon, IconPhoneIncoming, IconPhoneOff, IconPlayerPause, IconRefresh, IconSearch, IconSun, IconX, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { lookers } from '../../contract/procedure.ts';
import { queryClient } from '../platform/queries.ts';
import { endCall, toggleHold, toggleMute, useCall } from './call.ts';
import { type Command, useCommands } from './commands.ts';
import { leave, lockDesk } from './leaving.ts';
import { openPalette, showKeyHelp, showMessages, showOwnPassword, showSimulateCall, useOverlays, closePalette } from './overlays.ts';
import { setTheme, usePreferences, zoom } from './preferences.ts';
import { focusRegion } from './regions.ts';
import { screensFor } from './screens.ts';
import { useSession } from './session.ts';
import { closeTab, cycleTab, reopenTab, showScreen, showTabAt, useTabs, walk } from './tabs.ts';
import { useHome } from './use-home.ts';

/** The commands that are there on every screen. */
export function useAppCommands(): void {
  const { me, state, can } = useSession();
  const home = useHome();
  const looks = can(lookers);
  const place = useTabs((one) => one.place);
  const closed = useTabs((one) => one.closed.length > 0);
  const call = useCall((one) => one.call);
  const dark = usePreferences((one) => one.theme === 'dark');
  const demo = state.connection.kind === 'demo';

  useCommands(() => screensFor(me.role).map((screen): Command => ({ id: `go.${screen.path}`, label: `Go to ${screen.title}`, scope: 'everywhere', icon: screen.icon, run: () => showScreen(screen.path) })), [me.role]);

  useCommands(
    () => [
      { id: 'palette.open', label: 'Search or run a command', keys: 'Ctrl+K', scope: 'everywhere', hidden: true, run: () => (useOverlays.getState().palette ? closePalette() : openPalette()) },
      { id: 'keys.show', label: 'Show all keys', keys: 'F1', scope: 'everywhere', icon: IconKeyboard, run: () => showKeyHelp(true) },
      { id: 'keys.show.mark', label: 'Show all keys', scope: 'everywhere', hidden: true, run: () => showKeyHelp(true) },
      { id: 'messages.show', label: 'Show messages', hint: 'What was said since you signed in', scope: 'everywhere', icon: IconBell, run: () => showMessages(true) },
      { id: 'data.refresh', label: 'Refresh data', keys: 'F5', scope: 'everywhere', icon: IconRefresh, run: () => void queryClient.invalidateQueries() },
      { id: 'data.refresh.r', label: 'Refresh data', keys: 'Ctrl+R', scope: 'everywhere', hidden: true, run: () => void queryClient.invalidateQueries() },
      { id: 'walk.back', label: 'Go back', keys: 'Alt+Left', scope: 'everywhere', icon: IconArrowBack, run: () => walk('back') },
      { id: 'walk.forward', label: 'Go forward', keys: 'Alt+Right', scope: 'everywhere', icon: IconArrowForward, run: () => walk('forward') },
      { id: 'region.next', label: 'Next region', keys: 'F6', scope: 'everywhere', hidden: true, run: () => focusRegion(1) },
      { id: 'region.previous', label: 'Previous region', keys: 'Shift+F6', scope: 'everywhere', hidden: true, run: () => focusRegion(-1) },
      { id: 'zoom.in', label: 'Zoom in', keys: 'Ctrl+=', scope: 'everywhere', icon: IconZoomIn, run: () => zoom(1) },
      { id: 'zoom.out', label: 'Zoom out', keys: 'Ctrl+-', scope: 'everywhere', icon: IconZoomOut, run: () => zoom(-1) },
      { id: 'zoom.reset', label: 'Zoom to 100 %', keys: 'Ctrl+0', scope: 'everywhere', run: () => zoom(0) },
      { id: 'theme.switch', label: dark ? 'Use the light theme' : 'Use the dark theme', scope: 'everywhere', icon: dark ? IconSun : IconMoon, run: () => setTheme(dark ? 'light' : 'dark') },
      { id: 'password.change', label: 'Change your password', scope: 'everywhere', icon: IconKey, run: () => showOwnPassword(true) },
      { id: 'desk.lock', label: 'Lock the desk', keys: 'Ctrl+L', scope: 'everywhere', icon: IconLock, run: lockDesk },
      { id: 'desk.leave', label: 'Sign out', scope: 'everywhere', icon: IconLogout, run: leave, locked: () => (call ? 'Close the call first.' : null) },
    ],
    [dark, call],
  );

  useCommands(
    () =>
      !looks
        ? []
        : [
            { id: 'tab.open', label: 'Open a customer', keys: 'Ctrl+T', scope: 'everywhere', icon: IconSearch, run: () => openPalette('@') },
            { id: 'tab.close', label: 'Close this customer', keys: 'Ctrl+W', scope: 'customer', icon: IconX, when: () => place.kind === 'customer', run: () => { if (place.kind === 'customer') closeTab(place.customerId, home); } },
            { id: 'tab.reopen', label: 'Open the customer closed last', keys: 'Ctrl+Shift+T', scope: 'everywhere', when: () => closed, run: () => void reopenTab() },
            { id: 'tab.next', label: 'Next customer', keys: 'Ctrl+Tab', scope: 'everywhere', hidden: true, run: () => cycleTab(1) },
            { id: 'tab.previous', label: 'Previous customer', keys: 'Ctrl+Shift+Tab', scope: 'everywhere', hidden: true, run: () => cycleTab(-1) },
            ...Array.from({ length: 9 }, (_, index): Command => ({ id: `tab.at.${index + 1}`, label: index === 8 ? 'Last customer' : index === 0 ? 'Customer by position, 1 to 8' : `Customer ${index + 1}`, keys: `Ctrl+${index + 1}`, scope: 'everywhere', hidden: index === 0 || index === 8 ? true : 'everywhere', run: () => showTabAt(index + 1) })),
          ],
    [looks, place, closed, home],
  );

  useCommands(
    () => [
      { id: 'call.simulate', label: 'Simulate an incoming call', hint: 'The demo has no telephone', scope: 'everywhere', icon: IconPhoneIncoming, when: () => demo && me.role !== 'operator' && me.role !== 'auditor' && me.role !== 'useradmin', run: () => showSimulateCall(true) },
      { id: 'call.mute', label: 'Mute or speak', keys: 'F8', scope: 'call', icon: IconMicrophone, when: () => call?.simulated === true && call.state !== 'wrapUp', run: toggleMute },
      { id: 'call.hold', label: 'Hold or resume', keys: 'F9', scope: 'call', icon: IconPlayerPause, when: () => call?.simulated === true && call.state !== 'wrapUp', run: toggleHold },
      { id: 'call.end', label: 'End the call', keys: 'Shift+F9', scope: 'call', icon: IconPhoneOff, when: () => call !== null && call.state !== 'wrapUp', run: endCall },
    ],
    [demo, me.role, call],
  );
}
