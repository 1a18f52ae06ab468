import { versionOn, type Catalog, type Tax, type TaxClass } from '../../../contract/catalog.ts';
import type { Day } from '../../../contract/dates.ts';

/** A certificate by which a customer owes no tax (or not the taxes named) for the days [from, to). */
export type Exemption = { readonly certificate: string; readonly taxes: ReadonlyArray<string> | null; readonly from: Day; readonly to: Day | null };

/** The customer as the tax office sees them, and where the services are: "WA/Seattle". */
export type Taxpayer = {
  readonly taxClass: TaxClass;
  readonly hasTaxNumber: boolean;
  readonly exemptions: ReadonlyArray<Exemption>;
  /** Where the customer is, for charges of the account. */
  readonly place: string;
  readonly places: ReadonlyMap<number, string>;
};

/** A consumer of whom no more is known. */
export const anyone: Taxpayer = { taxClass: 'consumer', hasTaxNumber: false, exemptions: [], place: '', places: new Map() };

/** A tax on a day: its rate, and where it is not owed, why. */
export type TaxInForce = { readonly tax: Tax; readonly version: string; readonly rate: number; readonly note: string | null };

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const isIn = (place: string, area: string) => place === area || place.startsWith(`${area}/`);

/** The taxes of a charge in the order in which they are taken. Throws where the catalog has none of this code at all. */
export function taxesOf(catalog: Catalog, taxpayer: Taxpayer, charge: { readonly taxCode: string; readonly serviceId: number | null }): Tax[] {
  const ofCode = catalog.taxes.filter((tax) => (tax.of ?? [tax.code]).includes(charge.taxCode));
  if (ofCode.length === 0) throw new Error(`The catalog has no tax ${charge.taxCode}`);
  const place = (charge.serviceId === null ? undefined : taxpayer.places.get(charge.serviceId)) ?? taxpayer.place;
  return ofCode.filter((tax) => (!tax.places || tax.places.some((area) => isIn(place, area))) && (!tax.classes || tax.classes.includes(taxpayer.taxClass)))
    .sort((a, b) => (a.order ?? 0) - (b.order ?? 0) || compareText(a.code, b.code));
}

const exempts = ({ taxes }: Exemption, tax: Tax) => taxes === null || taxes.includes(tax.code);

/** How a tax is on a day of a charge. Throws where it has no rate. */
export function taxOnDay(tax: Tax, day: Day, billDay: Day, { taxClass, hasTaxNumber, exemptions }: Taxpayer): TaxInForce {
  const rateDay = tax.rateOf === 'billDay' ? billDay : day;
  const found = versionOn(tax.versions, rateDay);
  if (!found) throw new Error(`The catalog has no tax ${tax.code} on ${rateDay}`);
  const exemption = exemptions.find((one) => exempts(one, tax) && one.from <= day && (one.to === null || day < one.to));
  const note = exemption ? `Exempt by certificate ${exemption.certificate}` : tax.reverseCharge && taxClass === 'business' && hasTaxNumber ? tax.reverseCharge : null;
  return { tax, version: found.version, rate: found.price, note };
}

/** The days on which something of the taxes changes: a rate, or an exemption that begins or ends. */
export function turnsOf(taxes: ReadonlyArray<Tax>, { exemptions }: Taxpayer): Day[] {
  const rates = taxes.filter((tax) => tax.rateOf !== 'billDay').flatMap((tax) => tax.versions.map(({ from }) => from));
  const ends = exemptions.filter((one) => taxes.some((tax) => exempts(one, tax))).flatMap(({ from, to }) => (to === null ? [from] : [from, to]));
  return [...new Set([...rates, ...ends])].sort();
}
