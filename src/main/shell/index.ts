import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, Menu, powerMonitor } from 'electron';
import { startData } from './data-service.ts';
import { linkEvent, linkIn } from './links.ts';
import { isOurs, registerScheme, servePages, START_PAGE } from './pages.ts';
import { answerShell, eventBox } from './shell-calls.ts';
import { keepWindowState, windowState } from './window-state.ts';

const IDLE_SECONDS = 15 * 60;
const IDLE_LOOK_MS = 10_000;

const userData = process.env.CARELINE_USER_DATA;
if (userData) app.setPath('userData', userData);
registerScheme();
if (!app.isPackaged) app.setName('Careline');
if (app.isPackaged) app.setAsDefaultProtocolClient('careline');

let window: BrowserWindow | null = null;
const events = eventBox();

function follow(link: string | null): void {
  const event = link ? linkEvent(link) : null;
  if (event) events.push(event);
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.focus();
}

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, args) => follow(linkIn(args)));
  app.on('open-url', (event, link) => {
    event.preventDefault();
    follow(link);
  });
  void app.whenReady().then(start);
} else {
  app.quit();
}

function start(): void {
  Menu.setApplicationMenu(null);
  servePages(join(__dirname, '..', 'renderer'));
  const data = startData({ down: () => events.push({ kind: 'dataDown' }), restarted: () => events.push({ kind: 'dataRestarted' }) });
  window = openWindow();
  // A port counts only from our own page's top frame; it dies with the page.
  ipcMain.on('careline:port', (event, name: unknown) => {
    const port = event.ports[0];
    if (!port || !window || event.sender !== window.webContents || event.senderFrame !== window.webContents.mainFrame || !isOurs(event.senderFrame?.url)) return;
    if (name === 'data') data.hand(port);
    else if (name === 'shell') answerShell(port, { window, events });
  });
  follow(linkIn(process.argv));
  watchIdle();
  let quitting = false;
  app.on('before-quit', (event) => {
    if (quitting) return;
    event.preventDefault();
    quitting = true;
    void data.stop().then(() => app.quit());
  });
  app.on('window-all-closed', () => app.quit());
  // For the tests of a restart: only a development build listens.
  if (!app.isPackaged) process.on('SIGUSR2', () => data.kill());
}

function openWindow(): BrowserWindow {
  const { maximized, ...bounds } = windowState();
  const made = new BrowserWindow({
    ...bounds, minWidth: 1280, minHeight: 720, frame: false, show: false, backgroundColor: '#E6ECED', title: 'Careline',
    webPreferences: { preload: join(__dirname, '..', 'preload', 'index.cjs'), contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false, spellcheck: true },
  });
  made.once('ready-to-show', () => {
    if (maximized) made.maximize();
    made.show();
  });
  const contents = made.webContents;
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('did-navigate', (_event, url) => {
    if (!isOurs(url)) void made.loadURL(START_PAGE);
  });
  contents.on('render-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') void made.loadURL(START_PAGE);
  });
  const told = () => events.push({ kind: 'window', maximized: made.isMaximized(), focused: made.isFocused() });
  made.on('maximize', told);
  made.on('unmaximize', told);
  keepWindowState(made);
  void made.loadURL(START_PAGE);
  return made;
}

/** Locks when the desk is left alone or the system is locked (security.md 2.5). */
function watchIdle(): void {
  const idle = () => events.push({ kind: 'idle' });
  powerMonitor.on('lock-screen', idle);
  powerMonitor.on('suspend', idle);
  let away = false;
  setInterval(() => {
    const now = powerMonitor.getSystemIdleTime() >= IDLE_SECONDS;
    if (now && !away) idle();
    away = now;
  }, IDLE_LOOK_MS);
}
