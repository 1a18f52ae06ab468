import { useEffect } from 'react';
import { showToast } from '../ui/toast-store.ts';
import { commandsNow, type ListedCommand } from './commands.ts';
import { escapeTop } from './escape.ts';
import { pressed } from './shortcuts.ts';

const SECOND_KEY_MS = 1000;
const isMac = /Mac/.test(navigator.platform);
/** What still works while a dialog is open: the palette, the call, the lock. */
const throughDialogs: ReadonlySet<string> = new Set(['palette.open', 'desk.lock', 'call.answer', 'call.mute', 'call.hold', 'call.end', 'zoom.in', 'zoom.out', 'zoom.reset']);

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && !/^(checkbox|radio|button)$/.test(target.type)));
}

type Keyed = ListedCommand & { readonly keys: string };
function hasKeys(command: ListedCommand): command is Keyed {
  return command.keys !== undefined;
}

/** Listens for the keys of all commands, once for the whole desk. */
export function useShortcuts(): void {
  useEffect(() => {
    let first: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const forget = () => {
      clearTimeout(timer);
      first = null;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.key === 'AltGraph' || event.getModifierState('AltGraph')) return;
      const modal = document.querySelector('[aria-modal="true"]') !== null;
      if (event.key === 'Escape') {
        if (!modal && escapeTop()) event.preventDefault();
        return;
      }
      const able = commandsNow().filter(hasKeys).filter((command) => !modal || throughDialogs.has(command.id));
      const { run, waiting } = pressed(able, event, first, isTyping(event.target), isMac);
      const second = first !== null;
      forget();
      if (waiting) {
        first = event.key.toLowerCase();
        timer = setTimeout(forget, SECOND_KEY_MS);
      }
      if (!run) {
        if (second || waiting) event.preventDefault();
        return;
      }
      event.preventDefault();
      const reason = run.locked?.();
      if (reason) showToast({ tone: 'warn', text: reason });
      else run.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
