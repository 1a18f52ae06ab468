import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { builtMain } from '../support/built-main.ts';

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string };
export type CommandLine = {
  readonly care: (args: ReadonlyArray<string>, url?: string) => Promise<Ran>;
  readonly json: <T>(args: ReadonlyArray<string>, url?: string) => Promise<Ran & { readonly value: T }>;
};

/** The command line as a person runs it, with a folder for what it keeps. Without a server's address it works on a folder. */
export async function commandLine(place: string): Promise<CommandLine> {
  const cli = join(await builtMain(), 'cli.js');
  const care: CommandLine['care'] = (args, url) => {
    const { CARELINE_CLI_URL: _url, CARELINE_DATABASE_URL: _server, ...env } = process.env;
    const child = spawn(process.execPath, [cli, ...args], { env: { ...env, CARELINE_USER_DATA: join(place, 'user'), ...(url === undefined ? {} : { CARELINE_CLI_URL: url }) } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text: Buffer) => { out += text.toString(); });
    child.stderr.on('data', (text: Buffer) => { err += text.toString(); });
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  };
  return {
    care,
    json: async <T>(args: ReadonlyArray<string>, url?: string) => {
      const ran = await care([...args, '--json'], url);
      if (ran.out === '') throw new Error(ran.err);
      return { ...ran, value: JSON.parse(ran.out) as T };
    },
  };
}

/** The address of a server's database for somebody's login. */
export function addressAs(url: string | null, login: string, password: string): string {
  const address = new URL(url ?? '');
  address.username = login;
  address.password = password;
  return address.toString();
}
