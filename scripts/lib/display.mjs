import { spawn } from 'node:child_process';

/** Whether a window can be shown here. Only Linux can be without a display. */
export function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

/**
 * The command as it has to be called so that it finds a display: itself, or itself inside a virtual one.
 * @returns {[string, string[]]} command and arguments
 */
export function onDisplay(command, args, env = process.env) {
  if (hasDisplay(env)) return [command, [...args]];
  return ['xvfb-run', ['-a', '-s', '-screen 0 1600x1000x24', command, ...args]];
}

/**
 * Runs a command to its end with the terminal shared, in a virtual display where there is none.
 * Ctrl+C and a request to end reach the command. @returns {Promise<number>} its exit code
 */
export function withDisplay(command, args, env = {}) {
  const all = { ...process.env, ...env };
  const [program, programArgs] = onDisplay(command, args, all);
  return run(program, programArgs, { env: all });
}

/** Runs a command to its end with the terminal shared; answers its exit code, 1 if it could not start or was killed. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const pass = (signal) => child.kill(signal);
    process.on('SIGINT', pass);
    process.on('SIGTERM', pass);
    const finish = (code) => {
      process.off('SIGINT', pass);
      process.off('SIGTERM', pass);
      resolve(code ?? 1);
    };
    child.on('error', (error) => {
      process.stderr.write(`careline: ${command} could not be started: ${error.message}\n`);
      finish(1);
    });
    child.on('exit', finish);
  });
}
