import type { Zone } from '../../contract/catalog.ts';

/** A country as the demo operator prices it: calls to it in cents a minute, and use of its networks where there is an agreement. */
export type Country = {
  readonly code: string;
  readonly name: string;
  readonly prefixes: ReadonlyArray<string>;
  readonly call: number;
  /** Cents for a megabyte, a minute and a message abroad. */
  readonly roaming?: readonly [megabyte: number, minute: number, message: number];
};

const country = (code: string, name: string, prefixes: string, call: number, roaming?: Country['roaming']): Country => ({ code, name, prefixes: prefixes.split(' '), call, ...(roaming ? { roaming } : {}) });

/** Countries by the prefixes of their numbers. Those inside country code 1 have longer prefixes than the United States. */
export const countries: ReadonlyArray<Country> = [
  country('ca', 'Canada', '1204 1226 1236 1250 1289 1306 1343 1403 1416 1418 1437 1438 1450 1506 1514 1519 1587 1604 1613 1647 1672 1705 1709 1778 1780 1807 1819 1867 1902 1905', 5, [3, 20, 10]),
  country('mx', 'Mexico', '52', 9, [5, 25, 10]),
  country('jm', 'Jamaica', '1876 1658', 29, [12, 90, 30]),
  country('do', 'Dominican Republic', '1809 1829 1849', 24, [12, 90, 30]),
  country('bs', 'Bahamas', '1242', 29),
  country('gb', 'United Kingdom', '44', 12, [8, 40, 15]),
  country('ie', 'Ireland', '353', 12, [8, 40, 15]),
  country('it', 'Italy', '39', 15, [8, 40, 15]),
  country('fr', 'France', '33', 12, [8, 40, 15]),
  country('de', 'Germany', '49', 12, [8, 40, 15]),
  country('es', 'Spain', '34', 12, [10, 40, 15]),
  country('pt', 'Portugal', '351', 15, [8, 40, 15]),
  country('nl', 'Netherlands', '31', 12, [8, 40, 15]),
  country('be', 'Belgium', '32', 15),
  country('ch', 'Switzerland', '41', 18, [15, 75, 25]),
  country('at', 'Austria', '43', 15),
  country('se', 'Sweden', '46', 12, [8, 40, 15]),
  country('no', 'Norway', '47', 12, [8, 40, 15]),
  country('dk', 'Denmark', '45', 12),
  country('fi', 'Finland', '358', 15),
  country('pl', 'Poland', '48', 12),
  country('gr', 'Greece', '30', 18, [8, 40, 15]),
  country('tr', 'Türkiye', '90', 22),
  country('ua', 'Ukraine', '380', 24),
  country('il', 'Israel', '972', 15),
  country('ae', 'United Arab Emirates', '971', 32, [18, 120, 40]),
  country('in', 'India', '91', 6, [12, 60, 25]),
  country('pk', 'Pakistan', '92', 14),
  country('cn', 'China', '86', 8, [12, 60, 25]),
  country('jp', 'Japan', '81', 14, [10, 60, 25]),
  country('kr', 'South Korea', '82', 9, [10, 60, 25]),
  country('ph', 'Philippines', '63', 19, [12, 60, 25]),
  country('vn', 'Vietnam', '84', 14),
  country('th', 'Thailand', '66', 12, [12, 60, 25]),
  country('au', 'Australia', '61', 12, [10, 60, 25]),
  country('nz', 'New Zealand', '64', 14, [10, 60, 25]),
  country('za', 'South Africa', '27', 18),
  country('ng', 'Nigeria', '234', 26),
  country('et', 'Ethiopia', '251', 34),
  country('br', 'Brazil', '55', 12, [12, 60, 25]),
  country('co', 'Colombia', '57', 12),
  country('sv', 'El Salvador', '503', 22),
];

/** A content partner with the one price of its download, in cents. */
export type Partner = { readonly code: string; readonly name: string; readonly price: number };
export const partners: ReadonlyArray<Partner> = [
  { code: 'arcadia', name: 'Arcadia Play', price: 2499 },
  { code: 'bluefin', name: 'Bluefin Games', price: 1999 },
  { code: 'cinenorth', name: 'CineNorth', price: 499 },
  { code: 'tuneharbor', name: 'Tune Harbor', price: 129 },
];

export const visitedZone = (code: string) => `in-${code}`;
export const partnerZone = (code: string) => `partner-${code}`;

/** Numbers of the operator's own state, then the rest of the country, then the world, visited networks and partners. */
export const zones: ReadonlyArray<Zone> = [
  { code: 'wa', label: 'Washington State', prefixes: ['1206', '1253', '1360', '1425', '1509'] },
  { code: 'us', label: 'United States', prefixes: ['1'] },
  ...countries.map(({ code, name, prefixes }) => ({ code, label: name, prefixes: [...prefixes] })),
  ...countries.filter(({ roaming }) => roaming).map(({ code, name }) => ({ code: visitedZone(code), label: `In ${name}`, prefixes: [code.toUpperCase()] })),
  ...partners.map(({ code, name }) => ({ code: partnerZone(code), label: name, prefixes: [name] })),
];
