import { describe, expect, it } from 'vitest';
import { linkEvent, linkIn } from '../../src/main/shell/links.ts';

describe('A careline link', () => {
  it.each([
    ['careline://call?from=%2B12065550142&id=c-1&to=billing', { kind: 'call', from: '+12065550142', id: 'c-1', to: 'billing' }],
    ['careline://call?from=12065550142&id=17.1@pbx', { kind: 'call', from: '12065550142', id: '17.1@pbx', to: '' }],
    ['careline://call/?from=(206)%20555-0142&id=c-1&to=High%20bill', { kind: 'call', from: '(206) 555-0142', id: 'c-1', to: 'High bill' }],
    ['careline://call?id=c-1&to=&from=911', { kind: 'call', from: '911', id: 'c-1', to: '' }],
    ['careline://call?from=+12065550142&id=c-1', { kind: 'call', from: '12065550142', id: 'c-1', to: '' }],
    ['careline://customer/10482291', { kind: 'open', what: 'customer', number: '10482291' }],
    ['careline://customer/10482291/', { kind: 'open', what: 'customer', number: '10482291' }],
    ['careline://bill/2611-04821', { kind: 'open', what: 'bill', number: '2611-04821' }],
    ['careline://bill/171', { kind: 'open', what: 'bill', number: '171' }],
  ])('%s opens what it names', (link, event) => {
    expect(linkEvent(link)).toEqual(event);
  });

  it.each([
    ['another scheme', 'https://call?from=12065550142&id=c-1'],
    ['another place', 'careline://settings'],
    ['a place that acts', 'careline://pay/171?amount=100'],
    ['no caller', 'careline://call?id=c-1'],
    ['no id', 'careline://call?from=12065550142'],
    ['an empty id', 'careline://call?from=12065550142&id='],
    ['a caller in words', 'careline://call?from=anonymous&id=c-1'],
    ['a caller of two digits', 'careline://call?from=12&id=c-1'],
    ['a caller with more than a number', 'careline://call?from=12065550142;rm&id=c-1'],
    ['a script as the queue', 'careline://call?from=12065550142&id=c-1&to=%3Cscript%3E'],
    ['an id with a path', 'careline://call?from=12065550142&id=../../etc'],
    ['a new line in it', 'careline://call?from=12065550142&id=c-1\n--flag'],
    ['a new line in a value', 'careline://call?from=12065550142&id=c-1&to=a%0Ab'],
    ['a customer that is no number', 'careline://customer/Elena'],
    ['a customer and a path', 'careline://customer/10482291/../171'],
    ['a customer and a question', 'careline://customer/10482291?edit=1'],
    ['a number of nineteen digits', 'careline://customer/1234567890123456789'],
    ['more than five hundred characters', `careline://call?from=12065550142&id=c-1&to=${'a'.repeat(500)}`],
    ['nothing', 'careline://'],
    ['letters in another case', 'CARELINE://customer/10482291'],
  ])('with %s is nothing', (_, link) => {
    expect(linkEvent(link)).toBeNull();
  });

  it('is found among the arguments of a start, the first of them', () => {
    expect(linkIn(['/opt/Careline/careline', '--no-sandbox', 'careline://bill/171', 'careline://bill/172'])).toBe('careline://bill/171');
    expect(linkIn(['/opt/Careline/careline', '/srv/x/careline://bill/171'])).toBeNull();
    expect(linkIn([])).toBeNull();
  });
});
