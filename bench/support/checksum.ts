const MODULUS = 2_147_483_647;

export type Checksum = { readonly add: (usageId: number, charged: number, micros: number) => void; readonly text: () => string };

/** Count, sum of the micros, and a sum of each row's own number, whatever the order of the rows. All below 2^53. */
export function checksum(): Checksum {
  let [count, sum, mixed] = [0, 0, 0];
  return {
    add: (usageId, charged, micros) => {
      count += 1;
      sum += micros;
      mixed = (mixed + ((usageId % 65_521) * 31 + (charged % 65_521) * 17 + 1) * (micros % 65_521 + 7)) % MODULUS;
    },
    text: () => `${count} / ${sum} / ${mixed}`,
  };
}
