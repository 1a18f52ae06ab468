import { create } from 'zustand';
import { shell } from '../platform/shell.ts';

export type Theme = 'light' | 'dark' | 'system';
export type Preferences = { readonly theme: Theme; readonly zoom: number };

const KEY = 'careline.preferences';
const first: Preferences = { theme: 'light', zoom: 100 };
const ZOOM = { least: 80, most: 200, step: 10 } as const;

function kept(): Preferences {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof found === 'object' && found !== null ? { ...first, ...found } : first;
  } catch {
    return first;
  }
}

/** Choices of this desk: theme, zoom. They hold before signing in too, so they are kept on the desk. */
export const usePreferences = create<Preferences>()(() => kept());

usePreferences.subscribe((now) => localStorage.setItem(KEY, JSON.stringify(now)));

export function setTheme(theme: Theme): void {
  usePreferences.setState({ theme });
}

/** Zoom one step in or out, or back to 100 %. */
export function zoom(direction: 1 | -1 | 0): void {
  const now = usePreferences.getState().zoom;
  const percent = direction === 0 ? 100 : Math.min(ZOOM.most, Math.max(ZOOM.least, now + direction * ZOOM.step));
  usePreferences.setState({ zoom: percent });
  applyZoom();
}

/** Tells the window the zoom that was chosen. */
export function applyZoom(): void {
  void shell.zoom({ percent: usePreferences.getState().zoom }).catch(() => undefined);
}

const systemDark = typeof window === 'undefined' ? null : window.matchMedia('(prefers-color-scheme: dark)');

/** Puts the theme on the page and follows the system where that is chosen. */
export function followTheme(): void {
  const apply = () => {
    const { theme } = usePreferences.getState();
    const dark = theme === 'dark' || (theme === 'system' && systemDark?.matches === true);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  };
  apply();
  usePreferences.subscribe(apply);
  systemDark?.addEventListener('change', apply);
}
