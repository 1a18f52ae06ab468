import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';

const Kept = z.object({ x: z.int(), y: z.int(), width: z.int().min(1280), height: z.int().min(720), maximized: z.boolean() });
type Kept = z.infer<typeof Kept>;

const file = () => join(app.getPath('userData'), 'window.json');

/** Where the window was, if that still lies on a screen. */
export function windowState(): Partial<Rectangle> & { readonly width: number; readonly height: number; readonly maximized: boolean } {
  const usual = { width: 1440, height: 900, maximized: false };
  if (!existsSync(file())) return usual;
  try {
    const kept = Kept.parse(JSON.parse(readFileSync(file(), 'utf8')));
    const visible = screen.getAllDisplays().some(({ workArea }) => kept.x < workArea.x + workArea.width - 80 && kept.x + kept.width > workArea.x + 80 && kept.y >= workArea.y - 10 && kept.y < workArea.y + workArea.height - 40);
    return visible ? kept : usual;
  } catch {
    return usual;
  }
}

/** Keeps the window's place when it closes. */
export function keepWindowState(window: BrowserWindow): void {
  window.on('close', () => {
    const kept: Kept = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    writeFileSync(file(), JSON.stringify(kept));
  });
}
