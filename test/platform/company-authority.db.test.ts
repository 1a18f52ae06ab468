import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { row, serverKnex } from '../../src/main/platform/database.ts';
import { serverHost, tryServer } from '../../src/main/platform/server-host.ts';
import { serverAddress } from '../../src/renderer/staff/server-address.ts';
import { asSuperuser, type OwnServer, ownServer } from '../support/cluster.ts';

const place = mkdtempSync(join(tmpdir(), 'careline authority '));
const file = (name: string) => join(place, name);
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: place, stdio: 'pipe' });

/** An authority of a company, and a certificate that it signs for a server of that name. */
function makeAuthority(name: string): void {
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30', '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.pem`);
}
function sign(authority: string, name: string, names: string): void {
  writeFileSync(file(`${name}.ext`), `subjectAltName=${names}\n`);
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.csr`);
  openssl('x509', '-req', '-in', `${name}.csr`, '-CA', `${authority}.pem`, '-CAkey', `${authority}.key`, '-CAcreateserial', '-days', '30', '-extfile', `${name}.ext`, '-out', `${name}.pem`);
}

let server: OwnServer;
let address: string;

/** From now on the server shows this certificate. */
async function show(name: string): Promise<void> {
  for (const [from, to] of [[`${name}.pem`, 'server.crt'], [`${name}.key`, 'server.key']] as const) {
    copyFileSync(file(from), join(server.data, to));
    server.own(join(server.data, to));
    chmodSync(join(server.data, to), 0o600);
  }
  await asSuperuser(server.url, async (run) => {
    await run('alter system set ssl = on');
    await run('select pg_reload_conf()');
  });
  await expect.poll(() => asSuperuser(server.url, (run) => run('show ssl')), { timeout: 20_000 }).toMatchObject({ rows: [{ ssl: 'on' }] });
}

beforeAll(async () => {
  makeAuthority('company');
  makeAuthority('stranger');
  sign('company', 'here', 'IP:127.0.0.1');
  sign('company', 'elsewhere', 'DNS:db.elsewhere.example');
  server = await ownServer();
  address = `postgres://127.0.0.1:${new URL(server.url).port}/postgres`;
}, 300_000);
afterAll(async () => {
  await server.stop();
  rmSync(place, { recursive: true, force: true });
});

const withAuthority = (name: string) => tryServer(serverAddress(address, file(name)));

describe('A server whose certificate a company signed itself', () => {
  it('offers no encrypted line yet, and that is said', async () => {
    expect(await withAuthority('company.pem')).toEqual({ ok: false, sentence: '127.0.0.1 offers no encrypted line. Turn ssl on at the server.' });
  });

  it('is accepted with the certificate of that authority, over an encrypted line', async () => {
    await show('here');
    expect(await withAuthority('company.pem')).toEqual({ ok: true, sentence: '127.0.0.1 answers. Sign in with your own name.' });
    const db = serverKnex(serverAddress(server.url, file('company.pem')), null, { min: 0, max: 1 });
    expect(await row(db, 'select s.ssl from pg_stat_ssl s where s.pid = pg_backend_pid()')).toEqual({ ssl: true });
    await db.destroy();
  });

  it('is accepted with a file of many authorities, or with one in binary form', async () => {
    writeFileSync(file('many.pem'), `# ours\n${readFileSync(file('stranger.pem'), 'utf8')}\n${readFileSync(file('company.pem'), 'utf8')}`);
    openssl('x509', '-in', 'company.pem', '-outform', 'der', '-out', 'company.cer');
    for (const name of ['many.pem', 'company.cer']) expect(await withAuthority(name), name).toMatchObject({ ok: true });
  });

  it('is refused with another authority, and without any', async () => {
    expect(await withAuthority('stranger.pem')).toEqual({ ok: false, sentence: `The certificate of 127.0.0.1 was not signed by the authority in ${file('stranger.pem')}. Give the file of the authority that signed it.` });
    expect(await tryServer(`${address}?sslmode=verify-full`)).toEqual({ ok: false, sentence: "The certificate of 127.0.0.1 was signed by an authority that is not known here. Give the certificate file of your company's authority." });
    const signingIn = serverHost(serverAddress(address, file('stranger.pem'))).signIn('nadia.okafor', 'x');
    await expect(signingIn).rejects.toMatchObject({ code: 'UNAVAILABLE', message: expect.stringContaining('was not signed by the authority') as string });
  });

  it('is refused where the certificate is for another name', async () => {
    await show('elsewhere');
    await expect.poll(() => withAuthority('company.pem'), { timeout: 20_000 }).toEqual({ ok: false, sentence: 'The certificate of 127.0.0.1 is for another name. Write the address with the name it was made for.' });
  });
});

describe('A certificate file', () => {
  it('that is missing, is none or is not fully named is told before anything is saved', async () => {
    writeFileSync(file('notes.txt'), 'not a certificate');
    writeFileSync(file('broken.pem'), '-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----\n');
    writeFileSync(file('empty.pem'), '');
    for (const name of ['notes.txt', 'broken.pem', 'empty.pem', 'company.key']) {
      expect(await withAuthority(name), name).toEqual({ ok: false, sentence: `${file(name)} is not a certificate. Give the certificate file of your company's authority (.pem, .crt or .cer).` });
    }
    for (const name of ['missing.pem', '.']) expect(await withAuthority(name), name).toEqual({ ok: false, sentence: `The certificate file ${file(name)} could not be read. Check that it is there and that you may read it.` });
    expect(await tryServer(serverAddress(address, 'ca.pem'))).toEqual({ ok: false, sentence: 'Write the whole path of the certificate file, not "ca.pem".' });
    expect(() => serverHost(serverAddress(address, file('missing.pem')))).toThrow('could not be read');
  });
});
