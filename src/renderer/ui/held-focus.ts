import { type RefObject, useLayoutEffect } from 'react';

const reachable = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]';
/** What holds the keyboard now; the one opened last has it. */
const holders: HTMLElement[] = [];

/** Of a group of radios only the chosen one is reached by Tab. */
function isReached(place: HTMLElement): boolean {
  if (place.tabIndex < 0) return false;
  if (!(place instanceof HTMLInputElement) || place.type !== 'radio' || place.checked) return true;
  return place.closest('form, fieldset, [role=dialog]')?.querySelector(`input[name="${CSS.escape(place.name)}"]:checked`) === null;
}

function placesIn(holder: HTMLElement): ReadonlyArray<HTMLElement> {
  return [...holder.querySelectorAll<HTMLElement>(reachable)].filter(isReached);
}

/** Tab from the last place goes to the first, Shift+Tab from the first to the last; from outside, in. */
function goRound(holder: HTMLElement, event: KeyboardEvent): void {
  const places = placesIn(holder);
  const held = document.activeElement;
  const [first, last] = [places[0] ?? holder, places.at(-1) ?? holder];
  const leaves = held === null || !holder.contains(held) || held === holder || held === (event.shiftKey ? first : last);
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}

/**
 * Holds the keyboard while it is shown. The place marked `data-autofocus`, or the first one, has the focus before the next
 * key can come, so that none is lost; Tab stays inside, and the focus goes back as soon as it closes.
 */
export function useHeldFocus(place: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const holder = place.current;
    if (!holder) return undefined;
    const before = document.activeElement;
    holders.push(holder);
    (holder.querySelector<HTMLElement>('[data-autofocus]') ?? placesIn(holder)[0] ?? holder).focus({ preventScroll: true });
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Tab' && !event.defaultPrevented && holders.at(-1) === holder) goRound(holder, event);
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      holders.splice(holders.indexOf(holder), 1);
      const held = document.activeElement;
      if (before instanceof HTMLElement && before.isConnected && (held === document.body || holder.contains(held))) before.focus({ preventScroll: true });
    };
  }, [place]);
}
