import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Refusal } from '../../contract/errors.ts';

/** Away from this machine the server must prove who it is (security.md 2.5): to the authorities Node knows, or to `ca` alone. */
export type ServerTls = false | { readonly rejectUnauthorized: true; readonly ca?: ReadonlyArray<string> };

const pem = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const local: ReadonlySet<string> = new Set(['', 'localhost', '127.0.0.1', '[::1]']);

/** How the line to an address is secured: `sslmode` and `sslrootcert` are named in it as libpq names them. */
export function tlsOf(address: URL): ServerTls {
  const [mode, authority] = [address.searchParams.get('sslmode'), address.searchParams.get('sslrootcert')];
  if (mode === 'disable') return false;
  if (authority) return { rejectUnauthorized: true, ca: certificatesOf(authority) };
  return !mode && (local.has(address.hostname) || address.searchParams.has('host')) ? false : { rejectUnauthorized: true };
}

/** The certificates of a file, PEM (one or many) or DER. */
function certificatesOf(path: string): string[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new Refusal('REFUSED', `The certificate file ${path} could not be read. Check that it is there and that you may read it.`);
  }
  try {
    return (bytes.toString('latin1').match(pem) ?? [bytes]).map((one) => new X509Certificate(one).toString());
  } catch {
    throw new Refusal('REFUSED', `${path} is not a certificate. Give the certificate file of your company's authority (.pem, .crt or .cer).`);
  }
}

const unproven: ReadonlySet<string> = new Set(['SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_SIGNATURE_FAILURE', 'CERT_UNTRUSTED']);

/** Why the server could not prove who it is, with the cure; undefined where something else is wrong. */
export function tlsRefusal(failure: unknown, address: URL): Refusal | undefined {
  if (!(failure instanceof Error)) return undefined;
  const [code, host] = ['code' in failure ? String(failure.code) : '', address.hostname];
  const sentence = unproven.has(code)
    ? address.searchParams.has('sslrootcert') ? `The certificate of ${host} was not signed by the authority in ${address.searchParams.get('sslrootcert')}. Give the file of the authority that signed it.` : `The certificate of ${host} was signed by an authority that is not known here. Give the certificate file of your company's authority.`
    : code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? `The certificate of ${host} is for another name. Write the address with the name it was made for.`
    : code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID' ? `The certificate of ${host} is not valid today. Ask for a new one, and check the clock of this machine.`
    : /does not support SSL/.test(failure.message) ? `${host} offers no encrypted line. Turn ssl on at the server.`
    : undefined;
  return sentence === undefined ? undefined : new Refusal('UNAVAILABLE', sentence);
}
