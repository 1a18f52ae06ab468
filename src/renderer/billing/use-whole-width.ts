import { useLayoutEffect } from 'react';
import { usePanel } from '../app/panel.ts';

/** Below this width the right panel leaves too little room for bills side by side (design.md 15, mock e). */
const ROOM_FOR_BOTH = 1680;

/** Puts the right panel away while the view is shown, and back when it is left. Ctrl+B brings it at any time. */
export function useWholeWidth(): void {
  useLayoutEffect(() => {
    if (window.innerWidth >= ROOM_FOR_BOTH || !usePanel.getState().open) return undefined;
    usePanel.getState().toggle();
    return () => {
      if (!usePanel.getState().open) usePanel.getState().toggle();
    };
  }, []);
}
