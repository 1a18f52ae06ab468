import type { CustomerPlan, ServicePlan } from '../plan.ts';
import { call, change, has, paysAfter } from '../plan-kit.ts';
import { typicalUsage } from '../typical-usage.ts';
import type { StoryPlan } from './story.ts';

const SINCE = '2018-09-01';

function site(digits: string, circuit: string, line: string, fibre: 'business-fiber-1000' | 'business-fiber-2000', seats: number, seed: number): { fibre: ServicePlan; phone: ServicePlan } {
  return {
    fibre: { kind: 'fibre', reference: circuit, started: SINCE, usage: typicalUsage(fibre, seed), products: [has(fibre), has('agreement-fibre')] },
    phone: { kind: 'phone', reference: `1${digits}555${line}`, started: SINCE, usage: typicalUsage('cloud-pbx', seed + 50), products: [has('cloud-pbx'), has('pbx-seat', seats), has('recovery-seat', seats), has('agreement-phone')] },
  };
}

type Clinic = Pick<CustomerPlan, 'number' | 'name' | 'city' | 'contacts' | 'services'> & Partial<CustomerPlan>;
const company = (clinic: Clinic): CustomerPlan => ({
  segment: 'corporate', since: SINCE, pin: '4108', birthDate: null, cycleDay: 20, autopay: 'off', methods: [], pays: () => [], interactions: [], changes: [], ...clinic,
});
const address = (value: string) => ({ kind: 'address' as const, label: 'Site', value, preferred: true });
const phone = (value: string) => ({ kind: 'phone' as const, label: 'Reception', value, preferred: true });

const main = site('206', 'BFTH-20011', '0110', 'business-fiber-2000', 24, 7031);
const northgate = site('206', 'BFTH-20012', '0111', 'business-fiber-1000', 11, 7032);
const tacoma = site('253', 'BFTH-20013', '0113', 'business-fiber-1000', 6, 7033);
const bellevue = site('425', 'BFTH-20014', '0114', 'business-fiber-1000', 7, 7034);
/** Three seats in use since 20 August, ordered on 2 October. */
const lateSeats = [{ offer: 'pbx-seat', quantity: 3, from: '2026-08-20', entered: '2026-10-02', order: '208499' }, { offer: 'recovery-seat', quantity: 3, from: '2026-10-02' }];

const parent = company({
  number: '22600417', name: 'Ridgeline Dental Group', city: 'Seattle', tier: 'Gold', contacts: [phone('(206) 555-0110'), { kind: 'email', label: 'Accounts', value: 'accounts@ridgelinedental.example', preferred: true }, address('410 Pine St, Seattle WA 98101')],
  methods: [{ kind: 'bank', brand: 'Checking', last4: '2740' }], pays: paysAfter(18, 0, 'Checking ending 2740'),
  services: [{ ...main.fibre, products: [...main.fibre.products, has('static-ip')] }, main.phone, { kind: 'mobile', reference: '12065550115', user: 'Dr. Anne Ridge', started: SINCE, usage: typicalUsage('business-mobile', 7035), products: [has('business-mobile'), has('recovery-mobile')] }],
  interactions: [call('2026-11-18', '09:45', 5, 'bill-copy', 'solved', 'Sent a copy of the October bill to the bookkeeper.')],
});
const child = (number: string, name: string, city: string, lines: { fibre: ServicePlan; phone: ServicePlan }, contacts: CustomerPlan['contacts']) => company({ number, name, city, payer: parent.number, contacts, services: [lines.fibre, lines.phone] });

export const ridgeline: StoryPlan = {
  key: 'corporate', title: 'A group that pays for three clinics', compare: { before: '2026-09-20', after: '2026-10-20' }, causes: ['Cloud PBX seats in Tacoma, backdated to 20 August', 'Installation visit in Tacoma, $125.00'],
  customers: [
    parent,
    child('22600425', 'Ridgeline Dental, Northgate clinic', 'Seattle', northgate, [phone('(206) 555-0111'), address('11011 Meridian Ave N, Seattle WA 98133')]),
    {
      ...child('22600433', 'Ridgeline Dental, Tacoma clinic', 'Tacoma', tacoma, [phone('(253) 555-0113'), address('1901 S Union Ave, Tacoma WA 98405')]),
      services: [{ ...tacoma.fibre, products: [...tacoma.fibre.products, { offer: 'business-visit', from: '2026-10-02', order: '208499' }] }, { ...tacoma.phone, products: [...tacoma.phone.products, ...lateSeats] }],
      changes: [change('2026-10-02', '14:02', 'service', 'Three Cloud PBX seats added', 'Order 208499, from 20 August')],
    },
    child('22600441', 'Ridgeline Dental, Bellevue clinic', 'Bellevue', bellevue, [phone('(425) 555-0114'), address('1200 112th Ave NE, Bellevue WA 98004')]),
  ],
};
