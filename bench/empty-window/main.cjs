// The reference of P1 and P2: a window of the same size that shows one line of text.
const { app, BrowserWindow } = require('electron');

app.setPath('userData', process.env.CARELINE_USER_DATA);
void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1440, height: 900, frame: false, show: false });
  window.once('ready-to-show', () => window.show());
  void window.loadFile('index.html');
});
app.on('window-all-closed', () => app.quit());
