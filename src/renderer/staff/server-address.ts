/** The address of a server with the certificate file of the company's authority in it, named as libpq names it. */
export function serverAddress(url: string, certificate: string): string {
  const [address, path] = [url.trim(), certificate.trim()];
  return path === '' || address === '' ? address : `${address}${address.includes('?') ? '&' : '?'}sslrootcert=${encodeURIComponent(path)}`;
}
