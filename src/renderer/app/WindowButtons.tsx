import { useEffect, useState } from 'react';
import { onShellEvent, shell } from '../platform/shell.ts';

/** Minimize, maximize and close: the window has no frame of its own. Absent where the system draws them. */
export function WindowButtons() {
  const [maximized, setMaximized] = useState(false);
  const [own, setOwn] = useState(true);
  useEffect(() => {
    shell.platform().then(({ frame }) => setOwn(!frame)).catch(() => undefined);
    return onShellEvent((event) => {
      if (event.kind === 'window') setMaximized(event.maximized);
    });
  }, []);
  if (!own) return null;
  const act = (what: 'minimize' | 'maximize' | 'close') => () => void shell.window({ act: what });
  return (
    <div className="window-buttons">
      <button type="button" tabIndex={-1} aria-label="Minimize" onClick={act('minimize')}>
        <svg viewBox="0 0 10 10" aria-hidden="true"><path d="M0 5h10" /></svg>
      </button>
      <button type="button" tabIndex={-1} aria-label={maximized ? 'Restore' : 'Maximize'} onClick={act('maximize')}>
        <svg viewBox="0 0 10 10" aria-hidden="true">{maximized ? <path d="M2.5 2.5v-2h7v7h-2M.5 2.5h7v7h-7z" /> : <path d="M.5.5h9v9h-9z" />}</svg>
      </button>
      <button type="button" tabIndex={-1} className="close" aria-label="Close window" onClick={act('close')}>
        <svg viewBox="0 0 10 10" aria-hidden="true"><path d="M0 0l10 10M10 0L0 10" /></svg>
      </button>
    </div>
  );
}
