import { deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * A picture of a screen with at most 256 colors, about a third of the size: what is kept in the repository.
 * @param {Buffer} png 8 bits a channel, RGB or RGBA, not interlaced, as browsers write it
 */
export function smallPng(png) {
  const { width, height, channels, pixels } = decoded(png);
  const counts = new Map();
  const keys = new Uint32Array(width * height);
  for (let at = 0; at < keys.length; at += 1) {
    const from = at * channels;
    const key = (pixels[from] << 16) | (pixels[from + 1] << 8) | pixels[from + 2];
    keys[at] = key;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const palette = paletteOf(counts);
  const places = new Map([...counts.keys()].map((key) => [key, nearest(palette, key)]));
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = places.get(keys[y * width + x]);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('PLTE', Buffer.from(palette.flatMap((key) => parts(key)))), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}

const parts = (key) => [key >> 16, (key >> 8) & 255, key & 255];

/** Median cut: the box of colors with most pixels times width is halved until there are 256. */
function paletteOf(counts) {
  const boxes = [boxOf([...counts.entries()])];
  while (boxes.length < 256) {
    boxes.sort((a, b) => b.weight - a.weight);
    const box = boxes[0];
    if (!box || box.weight === 0) break;
    boxes.shift();
    const sorted = box.colors.toSorted((a, b) => parts(a[0])[box.channel] - parts(b[0])[box.channel]);
    let [seen, cut] = [0, 1];
    for (const [index, [, count]] of sorted.entries()) {
      seen += count;
      if (seen * 2 >= box.count) {
        cut = Math.min(sorted.length - 1, Math.max(1, index));
        break;
      }
    }
    boxes.push(boxOf(sorted.slice(0, cut)), boxOf(sorted.slice(cut)));
  }
  // The color most used in a box stands for it, so that flat surfaces keep theirs exactly.
  return boxes.map((box) => box.colors.reduce((best, one) => (one[1] > best[1] ? one : best))[0]);
}

function boxOf(colors) {
  const spans = [0, 1, 2].map((channel) => {
    let [low, high] = [255, 0];
    for (const [key] of colors) {
      const part = parts(key)[channel];
      if (part < low) low = part;
      if (part > high) high = part;
    }
    return high - low;
  });
  const span = Math.max(...spans);
  const count = colors.reduce((sum, [, times]) => sum + times, 0);
  return { colors, channel: spans.indexOf(span), count, weight: colors.length < 2 ? 0 : span * span * Math.sqrt(count) };
}

function nearest(palette, key) {
  const [r, g, b] = parts(key);
  let [best, least] = [0, Infinity];
  for (const [index, one] of palette.entries()) {
    const [pr, pg, pb] = parts(one);
    const distance = (r - pr) ** 2 + (g - pg) ** 2 + (b - pb) ** 2;
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

function decoded(png) {
  let [at, width, height, channels] = [8, 0, 0, 0];
  const data = [];
  while (at < png.length) {
    const size = png.readUInt32BE(at);
    const kind = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + size);
    if (kind === 'IHDR') {
      [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
      channels = { 2: 3, 6: 4 }[body[9]] ?? 0;
      if (body[8] !== 8 || channels === 0 || body[12] !== 0) throw new Error('This kind of picture is not known.');
    } else if (kind === 'IDAT') data.push(body);
    at += size + 12;
  }
  return { width, height, channels, pixels: unfiltered(inflateSync(Buffer.concat(data)), width * channels, height, channels) };
}

function unfiltered(raw, stride, height, channels) {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const left = x >= channels ? out[y * stride + x - channels] : 0;
      const up = y > 0 ? out[(y - 1) * stride + x] : 0;
      const corner = y > 0 && x >= channels ? out[(y - 1) * stride + x - channels] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      out[y * stride + x] = (raw[y * (stride + 1) + 1 + x] + guess) & 255;
    }
  }
  return out;
}

function paeth(left, up, corner) {
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

const table = Uint32Array.from({ length: 256 }, (_, index) => Array.from({ length: 8 }).reduce((sum) => (sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1), index));

function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = table[(sum ^ byte) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

function chunk(kind, body) {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([head, named, sum]);
}
