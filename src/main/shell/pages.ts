import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, session } from 'electron';

const ORIGIN = 'app://careline';
const types: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.svg': 'image/svg+xml', '.png': 'image/png', '.json': 'application/json' };
const policy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
}

/** Serves the built page from its folder alone, with the content policy as a header, and closes every other door. */
export function servePages(folder: string): void {
  protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url);
    const file = normalize(join(folder, decodeURIComponent(pathname)));
    const type = types[extname(file)];
    if (host !== 'careline' || !type || !file.startsWith(folder + sep)) return new Response('', { status: 404 });
    try {
      return new Response(await readFile(file), { headers: { 'content-type': type, 'content-security-policy': policy, 'x-content-type-options': 'nosniff' } });
    } catch {
      return new Response('', { status: 404 });
    }
  });
  const own = session.defaultSession;
  own.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !/^(app:|devtools:|data:|blob:)/.test(details.url) }));
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.on('will-download', (event) => event.preventDefault());
}

/** Whether a frame's address is our page. */
export function isOurs(url: string | undefined): boolean {
  return url !== undefined && (url === ORIGIN || url.startsWith(`${ORIGIN}/`));
}

export const START_PAGE = `${ORIGIN}/index.html`;
