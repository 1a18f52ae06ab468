import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placesById } from '../../../src/main/rating/domain/columns/places-by-id.ts';
import { propertyRuns } from '../rating-kit.ts';

test('an id has its place in the list, close together or far apart; others have none', () => {
  const ids = fc.oneof(fc.uniqueArray(fc.integer({ min: -20, max: 20 })), fc.uniqueArray(fc.maxSafeInteger()));
  fc.assert(fc.property(ids, fc.array(fc.oneof(fc.integer({ min: -30, max: 30 }), fc.maxSafeInteger())), (list, others) => {
    const placeOf = placesById(list, 'service');
    for (const id of [...list, ...others, Number.NaN, 0.5]) expect(placeOf(id)).toBe(list.includes(id) ? list.indexOf(id) : undefined);
  }), { numRuns: propertyRuns });
});

test('an id that is there twice is refused', () => {
  expect(() => placesById([3, 4, 3], 'service')).toThrow('The service 3 is there twice.');
  expect(() => placesById([3, 4_000_000, 3], 'service')).toThrow('The service 3 is there twice.');
});
