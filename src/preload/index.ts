import { ipcRenderer } from 'electron';

/** Hands the page's ports over and does nothing else; the main process checks who sent them. */
window.addEventListener('message', (event: MessageEvent<unknown>) => {
  const data = event.data;
  if (event.source !== window || event.origin !== window.location.origin || typeof data !== 'object' || data === null || !('careline' in data) || !('name' in data)) return;
  if (data.careline === 'port' && (data.name === 'data' || data.name === 'shell')) ipcRenderer.postMessage('careline:port', data.name, [...event.ports]);
});
