/**
 * How npm is called: inside `npm start` the very npm that runs, else the one on the path.
 * @returns {[string, string[]]} command and first arguments
 */
export function npmCommand() {
  const own = process.env.npm_execpath;
  if (own?.endsWith('.js')) return [process.execPath, [own]];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
}
