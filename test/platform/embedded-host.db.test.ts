import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startDemoClock } from '../../src/main/demo/build-world.ts';
import { demoAccounts } from '../../src/main/demo/staff.ts';
import { makeDesk } from '../../src/main/platform/desk.ts';
import { embeddedHost } from '../../src/main/platform/embedded-host.ts';
import { tryServer } from '../../src/main/platform/server-host.ts';
import { builtMain } from '../support/built-main.ts';
import { callOf, embeddedTemplate, refusal } from '../support/demo-world.ts';

const place = mkdtempSync(join(tmpdir(), 'careline-host-'));
let options: Parameters<typeof embeddedHost>[0];
beforeAll(async () => {
  options = { folder: join(place, 'demo'), template: await embeddedTemplate(), moduleFolder: await builtMain(), demoAccounts, begin: startDemoClock };
}, 300_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

async function deskOn(host: Awaited<ReturnType<typeof embeddedHost>>) {
  const desk = makeDesk('test', () => undefined);
  desk.useHost(host, null);
  await desk.signIn('nadia.okafor', 'demo-agent-2026');
  return desk;
}

describe('The embedded database of a desk', () => {
  it('is copied from the template at the first start, works on its thread, and keeps what was done', async () => {
    const host = await embeddedHost(options);
    expect(host).toMatchObject({ kind: 'demo', label: 'Demo', currency: 'USD', zone: 'America/Los_Angeles', demoAccounts });
    const desk = await deskOn(host);
    const care = callOf(desk);
    expect(desk.now().slice(0, 15)).toBe('2026-11-18T18:4');
    await care.customers.saveDraft({ key: 'notes', customerId: null, title: 'Notes', body: 'kept' });
    expect(await refusal(care.billing.payments({ customerId: 1 as never }))).toMatchObject({ code: 'NOT_VERIFIED' });
    await desk.signOut();
    await host.close();

    const again = await embeddedHost(options);
    const next = callOf(await deskOn(again));
    expect((await next.customers.draft({ key: 'notes' })).body).toBe('kept');
    await again.close();
  });

  it('is held by one process, and free again after it', async () => {
    const host = await embeddedHost(options);
    expect(readFileSync(join(options.folder, 'careline.lock'), 'utf8')).toBe(String(process.pid));
    await host.close();
    expect(existsSync(join(options.folder, 'careline.lock'))).toBe(false);
    writeFileSync(join(options.folder, 'careline.lock'), String(process.ppid));
    await expect(embeddedHost(options)).rejects.toThrow(`process ${process.ppid}`);
    rmSync(join(options.folder, 'careline.lock'));
  });

  it('says what is wrong with a folder that does not open, and gives it back', async () => {
    await expect(embeddedHost({ ...options, folder: join(place, 'none'), template: join(place, 'no-template') })).rejects.toThrow('The prepared demo database is missing.');
    expect(existsSync(join(place, 'none', 'careline.lock'))).toBe(false);
    const broken = join(place, 'broken');
    cpSync(options.template, join(broken, 'data'), { recursive: true });
    rmSync(join(broken, 'data', 'global'), { recursive: true });
    await expect(embeddedHost({ ...options, folder: broken })).rejects.toThrow(`The embedded database in ${broken} does not open`);
    expect(existsSync(join(broken, 'careline.lock'))).toBe(false);
  });

  it('opens after a power cut left an empty file of the process', async () => {
    writeFileSync(join(options.folder, 'data', 'postmaster.pid'), '');
    const host = await embeddedHost(options);
    const desk = await deskOn(host);
    expect((await callOf(desk).customers.search({ text: 'Marchetti' })).hits).toHaveLength(1);
    await host.close();
  });
});

describe('Trying a server', () => {
  it('tells a PostgreSQL that answers from what does not', async () => {
    const { url } = inject('cluster');
    const address = new URL(url);
    expect(await tryServer(url)).toEqual({ ok: true, sentence: '127.0.0.1 answers.' });
    expect(await tryServer(`postgres://127.0.0.1:${address.port}/postgres`)).toEqual({ ok: true, sentence: '127.0.0.1 answers. Sign in with your own name.' });
    expect(await tryServer('postgres://127.0.0.1:9/care')).toEqual({ ok: false, sentence: '127.0.0.1 does not answer at port 9. Check the address, the network and TLS.' });
    for (const wrong of ['127.0.0.1', 'https://db.example/care', 'postgres://db.example', 'postgres://db.example/', '']) expect(await tryServer(wrong), wrong).toEqual({ ok: false, sentence: 'Write the address as postgres://host:5432/database.' });
    expect(await tryServer(`postgres://127.0.0.1:${address.port}/no_such_database`)).toMatchObject({ ok: true });
    address.pathname = '/no_such_database';
    expect((await tryServer(address.toString())).ok).toBe(false);
  });
});
