/**
 * A key made from the identifying fields of a record, for records that have none of their own: the same fields always
 * give the same 96 bits as 24 hex digits. It guards against reading a call twice, not against forgery, so it needs no
 * cryptographic hash; 96 bits keep a thousand million records clear of chance collisions.
 */
export function hashOf(fields: readonly string[]): string {
  const text = fields.join('\u001F');
  let a = 0x2c1b3c6d;
  let b = 0x297a2d39;
  let c = 0x165667b1;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    a ^= a >>> 15;
    b = Math.imul(b ^ unit, 0x5bd1e995);
    b ^= b >>> 13;
    c = Math.imul(c ^ unit, 0x2545f491);
    c ^= c >>> 17;
  }
  return [finish(a ^ text.length), finish(b), finish(c)].join('');
}

/** Spreads the last characters over all bits. */
function finish(value: number): string {
  let mixed = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return ((mixed ^ (mixed >>> 16)) >>> 0).toString(16).padStart(8, '0');
}
